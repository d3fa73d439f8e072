/**
 * Keeps what was refused under the reference that was answered, off the path of requests and in batches. A flood fills
 * neither disk nor memory: of one caller, at one place and in all so many a minute are kept; the rest have a reference
 * that stands for nothing, as if it had expired.
 */
import { certify } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import {
  accountByEmail,
  type KeptDenial,
  keepDenial,
  organizationNamed,
  type Store,
} from '../../store/store.ts'
import type { Caller } from '../call.ts'
import type { LivingOrganization } from '../living-organization.ts'
import type { Logger } from '../logger.ts'
import type { Organizations } from '../organizations.ts'
import { sees } from '../visible.ts'
import type { Denied } from './denied.ts'
import { operationOf, whatWasAsked } from './what-was-asked.ts'

type Around = {
  readonly store: Store
  readonly organizations: Organizations
  readonly logger: Logger
  readonly clock: () => number
}

export type Limits = {
  /** Kept of one account, or of one address where nobody is signed in, in a window. */
  readonly perCaller: number
  /** Kept of one organization in a window: of its members, and of all others. */
  readonly perPlace: number
  /** Kept by this process in a window. */
  readonly inAll: number
  /** Milliseconds. */
  readonly window: number
  /** Waiting for the store. */
  readonly waiting: number
}

const LIMITS: Limits = { perCaller: 20, perPlace: 120, inAll: 600, window: 60_000, waiting: 1200 }
/** Milliseconds that a denial may wait for others. */
const DELAY = 100
const BATCH = 200
/** Characters. */
const LONGEST_DETAIL = 500
const LONGEST_CERTIFICATE = 8192

type Waiting = { readonly denied: Denied; readonly place: string | undefined; readonly kept: KeptDenial }

export class DenialLog {
  readonly #around: Around
  readonly #limits: Limits
  #waiting: Waiting[] = []
  readonly #seen = new Map<string, number>()
  #dropped = 0
  #windowEnds = 0
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined

  constructor(around: Around, limits: Partial<Limits> = {}) {
    this.#around = around
    this.#limits = { ...LIMITS, ...limits }
  }

  /** Returns at once; it can be looked up within a moment. Never throws. */
  note(denied: Denied): void {
    try {
      this.#turnWindow(this.#around.clock())
      const { caller, params, organization } = denied
      const named = params['organization'] ?? organization ?? caller?.organization
      const place = typeof named === 'string' ? named : undefined
      const living = place === undefined ? undefined : this.#around.organizations.inMemory(place)
      const member = living !== undefined && caller !== undefined && isMember(living, caller)
      if (this.#isTooMuch(denied, `${member ? 'of' : 'not of'} ${place}`)) {
        this.#dropped++
        return
      }
      this.#waiting.push({ denied, place, kept: keptOf(denied, member ? living : undefined) })
      this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref()
    } catch (err) {
      this.#around.logger.error({ err }, 'cannot note a denial')
    }
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#write())
    await this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
  }

  /** Counted before anything is known of it: what is kept tells nobody what there is. */
  #isTooMuch({ caller, address }: Denied, place: string): boolean {
    const limits = this.#limits
    const counts = [
      [`by ${caller?.account ?? address}`, limits.perCaller],
      [place, limits.perPlace],
      ['in all', limits.inAll],
    ] as const
    const tooMuch =
      this.#waiting.length >= limits.waiting ||
      counts.some(([key, most]) => (this.#seen.get(key) ?? 0) >= most)
    if (!tooMuch) for (const [key] of counts) this.#seen.set(key, (this.#seen.get(key) ?? 0) + 1)
    return tooMuch
  }

  #turnWindow(now: number): void {
    if (now < this.#windowEnds) return
    this.#windowEnds = now + this.#limits.window
    this.#seen.clear()
    if (this.#dropped > 0)
      this.#around.logger.warn({ count: this.#dropped }, 'more was refused than is kept for diagnoses')
    this.#dropped = 0
  }

  async #write(): Promise<void> {
    const { store, logger } = this.#around
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        const found = await Promise.all(batch.map((one) => this.#found(one)))
        const writes = found.flatMap((kept) => (kept === undefined ? [] : keepDenial(store.build, kept)))
        const { outcome } = writes.length === 0 ? { outcome: 'committed' } : await store.write(writes)
        if (outcome !== 'committed') logger.error({ outcome }, 'cannot keep denials')
      } catch (err) {
        // Their references stand for nothing. What a reference is for is not worth holding anything up.
        logger.error({ err }, 'cannot keep denials')
      }
    }
  }

  /** @returns `undefined` for what nobody could ever look up */
  async #found({ denied, place, kept }: Waiting): Promise<KeptDenial | undefined> {
    const { store } = this.#around
    if (kept.organization !== undefined) return kept
    const { operation, body, caller } = denied
    const name = place ?? (operation === 'signIn' ? body['organization'] : undefined)
    const organization = typeof name === 'string' ? (await organizationNamed(store, name))?.id : undefined
    // An organization that is not there has nobody who could ask about it.
    if (name !== undefined && organization === undefined) return undefined
    const account =
      caller?.account ?? (operation === 'signIn' ? await this.#accountOf(body['email']) : undefined)
    if (organization === undefined && account === undefined) return undefined
    return {
      ...kept,
      ...(organization !== undefined && { organization }),
      ...(account !== undefined && { account }),
    }
  }

  async #accountOf(email: unknown): Promise<string | undefined> {
    const normal = typeof email === 'string' ? normalEmail(email) : undefined
    return normal === undefined ? undefined : (await accountByEmail(this.#around.store, normal))?.id
  }
}

function isMember({ snapshot }: LivingOrganization, { account }: Caller): boolean {
  const status = snapshot.members.get(account)?.status
  return status !== undefined && status !== 'invited'
}

/** @param living of a member: the decision is kept as it was at this moment, about what the caller may know */
function keptOf(denied: Denied, living: LivingOrganization | undefined): KeptDenial {
  const { reference, status, code, at, caller, operation } = denied
  const asked = whatWasAsked(denied)
  const common = {
    reference,
    at,
    status,
    code,
    detail: denied.detail.slice(0, LONGEST_DETAIL),
    ...(operationOf(operation) !== undefined && { operation: operation! }),
    ...(asked !== undefined && asked),
    ...(caller !== undefined && { account: caller.account }),
    ...(caller?.token !== undefined && { token: caller.token }),
  }
  if (living === undefined || caller === undefined) return common
  const { snapshot, id: organization } = living
  const inside = { ...common, organization, revision: snapshot.revision }
  if (asked === undefined) return inside
  const { permission, scope: text } = asked
  const found = snapshot.scopes.find(text)
  const scene = { living, snapshot, caller, call: { caller, address: denied.address, now: at }, now: at }
  const known = found !== undefined && sees(scene, found)
  const scope = known ? snapshot.scopes.at(found).id : text
  // Of a place that they may not know the decision is that of one that is not there: the text with a blank is no scope.
  const place = known || found === undefined ? scope : `${text} `
  const certificate = JSON.stringify(certify(snapshot, caller.account, permission, place, at))
  return {
    ...inside,
    scope,
    ...(certificate.length <= LONGEST_CERTIFICATE && { certificate }),
  }
}
