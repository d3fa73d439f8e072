/**
 * Keeps what was refused under the reference that was answered, after the answer and in batches. A flood fills neither disk
 * nor memory: of one caller, at one place and in all so many a minute are kept; the rest have a reference that stands for
 * nothing, as if it had expired.
 */
import { normalEmail } from '../../core/model/email.ts'
import {
  accountByEmail,
  joinedOrganizations,
  type KeptDenial,
  keepDenial,
  organizationNamed,
  type Store,
} from '../../store/store.ts'
import type { LivingOrganization } from '../living-organization.ts'
import type { Logger } from '../logger.ts'
import type { Organizations } from '../organizations.ts'
import type { Denied } from './denied.ts'
import { type Extract, extractOf, isMember, keptOf } from './extract.ts'
import { operationOf } from './what-was-asked.ts'

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
  /** Waiting to be looked at, or for the store. */
  readonly waiting: number
}

const LIMITS: Limits = { perCaller: 20, perPlace: 120, inAll: 600, window: 60_000, waiting: 1200 }
/** Milliseconds that a denial may wait for others. */
const DELAY = 100
const BATCH = 200

/** @see Extract; `revision` is that of the organization when it refused */
type Fresh = { readonly extract: Extract; readonly revision: number | undefined }
type Waiting = { readonly extract: Extract; readonly kept: KeptDenial }

export class DenialLog {
  readonly #around: Around
  readonly #limits: Limits
  #fresh: Fresh[] = []
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

  /** Returns at once, and looks nothing up: that is done once the answer is sent. Never throws. */
  note(denied: Denied): void {
    if (this.#fresh.length + this.#waiting.length >= this.#limits.waiting) {
      this.#dropped++
      return
    }
    try {
      const extract = extractOf(denied)
      this.#fresh.push({ extract, revision: this.#livingAt(extract)?.snapshot.revision })
      if (this.#fresh.length === 1) setImmediate(() => this.#take())
    } catch (err) {
      this.#around.logger.error({ err }, 'cannot note a denial')
    }
  }

  /** Writes what there is. */
  async flush(): Promise<void> {
    this.#take()
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing = (this.#writing ?? Promise.resolve()).then(() => this.#write())
    await this.#writing
  }

  async close(): Promise<void> {
    await this.flush()
  }

  #livingAt({ place }: Extract): LivingOrganization | undefined {
    return place === undefined ? undefined : this.#around.organizations.inMemory(place)
  }

  #take(): void {
    const fresh = this.#fresh.splice(0)
    this.#turnWindow(this.#around.clock())
    for (const { extract, revision } of fresh) {
      try {
        const { caller, place } = extract
        const living = this.#livingAt(extract)
        const member = living !== undefined && caller !== undefined && isMember(living, caller)
        if (this.#isTooMuch(extract, `${member ? 'of' : 'not of'} ${place}`)) this.#dropped++
        else this.#waiting.push({ extract, kept: keptOf(extract, member ? living : undefined, revision) })
      } catch (err) {
        this.#around.logger.error({ err }, 'cannot note a denial')
      }
    }
    if (this.#waiting.length > 0) this.#timer ??= setTimeout(() => void this.flush(), DELAY).unref()
  }

  /** Counted before anything is known of it: what is kept tells nobody what there is. */
  #isTooMuch({ caller, address }: Extract, place: string): boolean {
    const { perCaller, perPlace, inAll } = this.#limits
    const counts = [
      [`by ${caller?.account ?? address}`, perCaller],
      [place, perPlace],
      ['in all', inAll],
    ] as const
    const tooMuch = counts.some(([key, most]) => (this.#seen.get(key) ?? 0) >= most)
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
  async #found({ extract, kept }: Waiting): Promise<KeptDenial | undefined> {
    const { store } = this.#around
    if (kept.organization !== undefined) return kept
    const { place, signIn } = extract
    const name = place ?? signIn?.organization
    const organization =
      name === undefined ? await this.#onlyOne(extract) : (await organizationNamed(store, name))?.id
    // An organization that is not there has nobody who could ask about it.
    if (name !== undefined && organization === undefined) return undefined
    const account = kept.account ?? (await this.#accountOf(signIn?.email))
    if (organization === undefined && account === undefined) return undefined
    return {
      ...kept,
      ...(organization !== undefined && { organization }),
      ...(account !== undefined && { account }),
    }
  }

  /** Standards whose paths name no organization mean the caller’s only one. */
  async #onlyOne({ operation, caller }: Extract): Promise<string | undefined> {
    const access = operationOf(operation)?.access
    if (caller === undefined || access === undefined || !('permission' in access)) return undefined
    const [only, second] = await joinedOrganizations(this.#around.store, caller.account)
    return second === undefined ? only?.id : undefined
  }

  async #accountOf(email: string | undefined): Promise<string | undefined> {
    const normal = email === undefined ? undefined : normalEmail(email)
    return normal === undefined ? undefined : (await accountByEmail(this.#around.store, normal))?.id
  }
}
