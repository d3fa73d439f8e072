/** What stands between the doors (HTTP, the server's own commands) and the use cases. */
import type { Input, OperationName, Unparsed } from '../contract/table.ts'
import type { Reach } from '../core/index.ts'
import type { Lifetimes, Write } from '../store/store.ts'

export type { Input }

/** Who calls, as a door has authenticated them. */
export type Caller = {
  readonly account: string
  readonly type: 'user' | 'automation'
  /** How this session or token began. */
  readonly method: 'password' | 'sso' | 'link' | 'token'
  readonly session?: string
  readonly token?: string
  /** Name of the only organization it is good for; absent: all of the account's that allow its method. */
  readonly organization?: string
  /** Of a personal token: what it states; it does no more than that. */
  readonly reach?: Reach
  /** Of a session: ids of organizations that it opens no more. */
  readonly closed?: readonly string[]
  /** Of a session: how long it may be idle and last in all, in milliseconds. */
  readonly lifetimes?: Lifetimes
}

export type Call = {
  /** Absent where nobody is signed in, which only public operations allow. */
  readonly caller: Caller | undefined
  /** The peer's address, after trusted proxies only. */
  readonly address: string
  /** Epoch milliseconds. */
  readonly now: number
  /** The smallest revision that may answer: `acme@42`. */
  readonly atLeast?: string
  /** As the program that calls describes itself: `User-Agent`, as it came. */
  readonly userAgent?: string
  /** Name of the organization that is meant, where the path does not say. */
  readonly organization?: string
  /** Id of a personal token of the caller's, looked up because the path names it. */
  readonly ownToken?: string
  /** Refuses by throwing where a role or group is not as the caller read it; asked at every attempt to change it. */
  readonly unchanged?: (current: Editable) => void
  /** What the browser's cookie says of a single sign-on under way. */
  readonly flow?: string
  /** Written in the same transaction as the change: that the request with this idempotency key was carried out. */
  readonly mark?: readonly Write[]
}

/** What of a role or group is edited. */
export type Editable = {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly permissions?: readonly string[]
}

export type Result<N extends OperationName> = {
  readonly answer: Unparsed<N>
  /** For members: the organization's revision that answered or that the write made. */
  readonly revision?: string
  /** A session that begins with this answer; the door decides between cookie and body. */
  readonly session?: { readonly token: string; readonly expiresAt: number }
  /** A single sign-on that begins with this answer: what the browser keeps until it comes back. */
  readonly flow?: { readonly token: string; readonly expiresAt: number }
  /** The answer holds a link or token that is shown once: it is not kept for replays. */
  readonly secret?: boolean
  /** The session ends with this answer. */
  readonly endsSession?: boolean
  /** The answer is a stream: its media type, and what a browser calls the file. */
  readonly stream?: { readonly type: string; readonly fileName: string }
}

/** A use case. It refuses by throwing `Refused`. */
export type UseCase<N extends OperationName> = (input: Input<N>, call: Call) => Promise<Result<N>>

export type UseCases = { readonly [N in OperationName]: UseCase<N> }
