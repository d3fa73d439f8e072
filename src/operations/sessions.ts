/**
 * Who a session's or program's token stands for. A miss in memory is one indexed read; unknown tokens are never
 * remembered; what is revoked, here or on another replica, is dropped from memory by the log of revocations.
 */
import { hashSecret, isSecret } from '../identity/secrets.ts'
import {
  lastRevocation,
  revocationsSince,
  type SessionUse,
  type Store,
  sessionByHash,
  tokenByHash,
  touchSessions,
  touchTokens,
} from '../store/store.ts'
import type { Caller } from './call.ts'
import type { Organizations } from './organizations.ts'

/** Remembered sessions and tokens; the oldest go first and cost one read when they come back. */
const KEPT = 50_000
const PAGE = 1000
/** Last uses closer together than this are not written. */
const USE_EVERY = 60_000

type Known = {
  readonly caller: Caller
  readonly id: string
  /** Epoch milliseconds, exclusive. */
  readonly ends: number
  /** Of sessions: ends this long after the last use, unless it is used again. */
  readonly idle?: number
  usedAt: number
  writtenAt: number
}

export class Sessions {
  readonly #store: Store
  readonly #organizations: Organizations
  readonly #known = new Map<string, Known>()
  readonly #used = new Set<Known>()
  #following: number | undefined
  /** Counts revocations, so that what was read before one is not remembered after it. */
  #revocations = 0

  constructor(store: Store, organizations: Organizations) {
    this.#store = store
    this.#organizations = organizations
  }

  /** At once where memory knows. @returns `undefined` for whatever is no token in force */
  find(token: string, now: number): Caller | undefined | Promise<Caller | undefined> {
    const kind = isSecret('session', token) ? 'session' : isSecret('token', token) ? 'token' : undefined
    if (kind === undefined) return undefined
    const hash = hashSecret(token)
    const known = this.#known.get(hash)
    if (known !== undefined && inForce(known, now)) return this.#use(known, now)
    // What is over in memory may have been used on another replica: the store knows.
    this.#known.delete(hash)
    return this.#read(kind, hash, now).then((read) => read && this.#use(read, now))
  }

  #use(known: Known, now: number): Caller {
    known.usedAt = Math.max(known.usedAt, now)
    if (known.usedAt - known.writtenAt >= USE_EVERY) this.#used.add(known)
    return known.caller
  }

  /** Takes in what was revoked since the last look, here or elsewhere. */
  async followRevocations(): Promise<void> {
    if (this.#following === undefined) {
      this.#following = await lastRevocation(this.#store)
      this.#revocations++
      this.#known.clear()
      return
    }
    for (;;) {
      const revoked = await revocationsSince(this.#store, this.#following, PAGE)
      for (const { sequence, kind, id } of revoked) {
        this.#forget(kind, id)
        this.#following = Math.max(this.#following, sequence)
      }
      if (revoked.length < PAGE) return
    }
  }

  /** Writes the last uses that have gathered. */
  async flush(): Promise<void> {
    if (this.#used.size === 0) return
    const used = [...this.#used]
    this.#used.clear()
    const sessions = used.flatMap(({ id, usedAt, idle }): SessionUse[] =>
      idle === undefined ? [] : [{ id, lastUsedAt: usedAt, idleExpiresAt: usedAt + idle }],
    )
    const tokens = used.flatMap(({ id, usedAt, idle }) =>
      idle === undefined ? [{ id, lastUsedAt: usedAt }] : [],
    )
    const { build } = this.#store
    const { outcome } = await this.#store.write([
      ...touchSessions(build, sessions),
      ...touchTokens(build, tokens),
    ])
    if (outcome === 'committed') for (const known of used) known.writtenAt = known.usedAt
  }

  async #read(kind: 'session' | 'token', hash: string, now: number): Promise<Known | undefined> {
    // Without a place in the log nothing in memory could be taken back.
    if (this.#following === undefined) await this.followRevocations()
    const before = this.#revocations
    const known = kind === 'session' ? await this.#session(hash) : await this.#token(hash)
    if (known === undefined || !inForce(known, now)) return undefined
    if (before !== this.#revocations) return known
    this.#known.set(hash, known)
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value!)
    return known
  }

  async #session(hash: string): Promise<Known | undefined> {
    const found = await sessionByHash(this.#store, hash)
    if (found === undefined) return undefined
    const { session, accountEpoch } = found
    if (session.revokedAt !== undefined || session.epoch !== accountEpoch) return undefined
    const organization = await this.#nameOf(session.organization)
    if (organization === null) return undefined
    return {
      caller: {
        account: session.account,
        type: 'user',
        method: session.method === 'password' ? 'password' : 'link',
        session: session.id,
        ...(organization !== undefined && { organization }),
      },
      id: session.id,
      ends: session.absoluteExpiresAt,
      idle: session.idleExpiresAt - session.lastUsedAt,
      usedAt: session.lastUsedAt,
      writtenAt: session.lastUsedAt,
    }
  }

  async #token(hash: string): Promise<Known | undefined> {
    const token = await tokenByHash(this.#store, hash)
    // Personal tokens come with their own grants; until those are checked, none is let in.
    if (token === undefined || token.revokedAt !== undefined || token.kind !== 'service') return undefined
    const organization = await this.#nameOf(token.organization)
    if (organization === null || organization === undefined) return undefined
    const { id, account, expiresAt, lastUsedAt = 0 } = token
    const caller: Caller = { account, type: 'automation', method: 'token', token: id, organization }
    return { caller, id, ends: expiresAt, usedAt: lastUsedAt, writtenAt: lastUsedAt }
  }

  /** `null` where the organization has gone. */
  async #nameOf(organization: string | undefined): Promise<string | undefined | null> {
    if (organization === undefined) return undefined
    return (await this.#organizations.withId(organization))?.name ?? null
  }

  #forget(kind: 'account' | 'session' | 'token', id: string): void {
    this.#revocations++
    for (const [hash, known] of this.#known) {
      if (kind === 'account' ? known.caller.account === id : known.id === id) {
        this.#known.delete(hash)
        this.#used.delete(known)
      }
    }
  }
}

function inForce({ ends, idle, usedAt }: Known, now: number): boolean {
  return now < ends && (idle === undefined || now < usedAt + idle)
}
