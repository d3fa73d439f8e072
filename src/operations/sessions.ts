/**
 * Who a session's or program's token stands for. A miss in memory is one indexed read; unknown tokens are never
 * remembered; what is revoked, here or on another replica, is dropped from memory by the log of revocations.
 */
import { refuse } from '../core/index.ts'
import { hashSecret, isSecret } from '../identity/secrets.ts'
import {
  closuresOf,
  type Lifetimes,
  lastRevocation,
  type Revocation,
  type Revoked,
  revocationsFrom,
  type SessionUse,
  type Store,
  sessionByHash,
  sessionById,
  shortenSessions,
  tokenByHash,
  touchSessions,
  touchTokens,
} from '../store/store.ts'
import type { Caller } from './call.ts'
import type { Organizations } from './organizations.ts'
import { Refused } from './refused.ts'

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

/** Whatever else a session began with is a link of some kind. */
const METHODS: Readonly<Record<string, Caller['method']>> = { password: 'password', oidc: 'sso' }

/** What was one, told to whoever holds it. */
type Ended = 'SESSION_EXPIRED' | 'TOKEN_EXPIRED'
type Kind = 'session' | 'token'

export class Sessions {
  readonly #store: Store
  readonly #organizations: Organizations
  readonly #known = new Map<string, Known>()
  readonly #used = new Set<Known>()
  /** The place in the log of revocations that memory has taken in; 0 while the log is empty. */
  #following: number | undefined
  /** What stood there: a log that says something else now is not the one that was followed. */
  #last: Revocation | undefined
  /** Counts revocations, so that what was read before one is not remembered after it. */
  #revocations = 0

  constructor(store: Store, organizations: Organizations) {
    this.#store = store
    this.#organizations = organizations
  }

  /** At once where memory knows. @returns `undefined` for whatever is no token in force */
  find(token: string, now: number): Caller | undefined | Promise<Caller | undefined> {
    const found = this.#find(token, now)
    return found instanceof Promise ? found.then((read) => callerIn(read)) : found
  }

  /**
   * The same, but whoever holds what was in force once is told that it is over.
   * @throws Refused SESSION_EXPIRED, TOKEN_EXPIRED
   */
  admit(token: string, now: number): Caller | undefined | Promise<Caller | undefined> {
    const found = this.#find(token, now)
    return found instanceof Promise ? found.then((read) => callerIn(refuseEnded(read))) : found
  }

  #find(token: string, now: number): Caller | undefined | Promise<Caller | Ended | undefined> {
    const kind = isSecret('session', token) ? 'session' : isSecret('token', token) ? 'token' : undefined
    if (kind === undefined) return undefined
    const hash = hashSecret(token)
    const known = this.#known.get(hash)
    if (known !== undefined && inForce(known, now)) return this.#use(known, now)
    // What is over in memory may have been used on another replica: the store knows.
    this.#known.delete(hash)
    return this.#read(kind, hash, now).then((read) =>
      typeof read === 'object' ? this.#use(read, now) : read,
    )
  }

  /**
   * A session takes on the shortest lifetimes of the organizations that it is used in.
   * @throws Refused SESSION_EXPIRED where it is over by these
   */
  async shorten({ session = '' }: Caller, wanted: Lifetimes, now: number): Promise<void> {
    // Its last use is what the time that it may be idle counts from.
    await this.flush()
    const { outcome } = await this.#store.write(shortenSessions(this.#store.build, { session }, wanted, now))
    if (outcome !== 'committed') {
      throw new Refused(refuse('OVERLOADED', 'the store cannot be reached or is busy'), { retryAfter: 1 })
    }
    await this.followRevocations()
    const left = await sessionById(this.#store, session)
    if (left === undefined || left.absoluteExpiresAt <= now) refuseEnded('SESSION_EXPIRED')
  }

  #use(known: Known, now: number): Caller {
    known.usedAt = Math.max(known.usedAt, now)
    if (known.usedAt - known.writtenAt >= USE_EVERY) this.#used.add(known)
    return known.caller
  }

  /**
   * Takes in what was revoked since the last look, here or elsewhere.
   * @param within milliseconds after which a database that does not answer is a fault
   */
  async followRevocations(within?: number): Promise<void> {
    if (this.#following === undefined) return this.startAnew()
    for (;;) {
      const from: number = this.#following
      const revoked = await revocationsFrom(this.#store, Math.max(from, 1), PAGE, within)
      // Another look that ended meanwhile has taken these in.
      if (this.#following !== from) continue
      if (!this.#goesOn(revoked)) return this.startAnew()
      for (const revocation of revoked) {
        if (revocation.sequence <= from) continue
        this.#forget(revocation.kind, revocation.id)
        this.#following = revocation.sequence
        this.#last = revocation
      }
      if (revoked.length < PAGE) return
    }
  }

  /** Forgets all it knows: what it knows next is read when it is asked for. */
  async startAnew(): Promise<void> {
    this.#following = undefined
    this.#known.clear()
    this.#used.clear()
    this.#revocations++
    const last = await lastRevocation(this.#store)
    this.#following = last?.sequence ?? 0
    this.#last = last
    this.#revocations++
    this.#known.clear()
  }

  /** A database that took over from one that was lost may have a shorter log, in which numbers come again. */
  #goesOn(revoked: readonly Revocation[]): boolean {
    const [first] = revoked
    const last = this.#last
    if (last === undefined) return true
    return first?.sequence === last.sequence && first.id === last.id && first.at === last.at
  }

  /** Writes the last uses that have gathered. */
  async flush(): Promise<void> {
    if (this.#used.size === 0) return
    const used = [...this.#used]
    this.#used.clear()
    const sessions = used.flatMap(({ id, usedAt, idle }): SessionUse[] =>
      idle === undefined ? [] : [{ id, lastUsedAt: usedAt }],
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

  async #read(kind: Kind, hash: string, now: number): Promise<Known | Ended | undefined> {
    // Without a place in the log nothing in memory could be taken back.
    if (this.#following === undefined) await this.followRevocations()
    const before = this.#revocations
    const known = kind === 'session' ? await this.#session(hash) : await this.#token(hash)
    if (typeof known !== 'object') return known
    if (!inForce(known, now)) return kind === 'session' ? 'SESSION_EXPIRED' : 'TOKEN_EXPIRED'
    if (before !== this.#revocations) return known
    this.#known.set(hash, known)
    if (this.#known.size > KEPT) this.#known.delete(this.#known.keys().next().value!)
    return known
  }

  async #session(hash: string): Promise<Known | Ended | undefined> {
    const found = await sessionByHash(this.#store, hash)
    if (found === undefined) return undefined
    const { session, accountEpoch } = found
    if (session.revokedAt !== undefined || session.epoch !== accountEpoch) return 'SESSION_EXPIRED'
    const closed = await closuresOf(this.#store, session.id)
    const organization = await this.#nameOf(session.organization)
    if (organization === null) return undefined
    const idle = session.idleExpiresAt - session.lastUsedAt
    return {
      caller: {
        account: session.account,
        type: 'user',
        method: METHODS[session.method] ?? 'link',
        session: session.id,
        lifetimes: { idle, absolute: session.absoluteExpiresAt - session.createdAt },
        ...(closed.length > 0 && { closed }),
        ...(organization !== undefined && { organization }),
      },
      id: session.id,
      ends: session.absoluteExpiresAt,
      idle,
      usedAt: session.lastUsedAt,
      writtenAt: session.lastUsedAt,
    }
  }

  async #token(hash: string): Promise<Known | undefined> {
    const token = await tokenByHash(this.#store, hash)
    if (token === undefined || token.revokedAt !== undefined) return undefined
    const organization = await this.#nameOf(token.organization)
    if (organization === null || organization === undefined) return undefined
    const { id, account, expiresAt, lastUsedAt = 0, grants } = token
    const bearer = { account, method: 'token', token: id, organization } as const
    const caller: Caller =
      token.kind === 'service'
        ? { ...bearer, type: 'automation' }
        : { ...bearer, type: 'user', reach: grants }
    return { caller, id, ends: expiresAt, usedAt: lastUsedAt, writtenAt: lastUsedAt }
  }

  /** `null` where the organization has gone. */
  async #nameOf(organization: string | undefined): Promise<string | undefined | null> {
    if (organization === undefined) return undefined
    return (await this.#organizations.withId(organization))?.name ?? null
  }

  #forget(kind: Revoked, id: string): void {
    this.#revocations++
    // Rare enough to read every session again. Uses that are not written yet still count.
    if (kind === 'organization') {
      for (const [hash, { idle }] of this.#known) if (idle !== undefined) this.#known.delete(hash)
      return
    }
    for (const [hash, known] of this.#known) {
      if (kind === 'account' ? known.caller.account === id : known.id === id) {
        this.#known.delete(hash)
        this.#used.delete(known)
      }
    }
  }
}

function callerIn(read: Caller | Ended | undefined): Caller | undefined {
  return typeof read === 'object' ? read : undefined
}

const OVER: Readonly<Record<Ended, string>> = {
  SESSION_EXPIRED: 'this session is over: it expired, or was ended',
  TOKEN_EXPIRED: 'this token has expired: create a new one',
}

function refuseEnded(read: Caller | Ended | undefined): Caller | undefined {
  if (typeof read !== 'string') return read
  throw new Refused(refuse(read, OVER[read], { next: 'compartment login' }))
}

function inForce({ ends, idle, usedAt }: Known, now: number): boolean {
  return now < ends && (idle === undefined || now < usedAt + idle)
}
