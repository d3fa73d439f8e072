/** What a remedy is looked for: somebody who cannot do something, and what the one who asks may be told of. */
import type { Snapshot } from '../snapshot/snapshot.ts'

/** What they mean to do. */
export type Aim =
  | { readonly kind: 'sign_in' }
  /** `scope` is an id, or a text. */
  | { readonly kind: 'permission'; readonly permission: string; readonly scope: string }
  | { readonly kind: 'feature'; readonly feature: string }

export type RemedyQuestion = {
  readonly snapshot: Snapshot
  /** Id of the account. */
  readonly principal: string
  readonly aim: Aim
  /** Epoch milliseconds. */
  readonly now: number
  /** Hexadecimal SHA-256 of UTF-8 text. */
  readonly sha256: (text: string) => string
  /** What the reader may see of the organization: what they may not see is in no remedy, and moves none. */
  readonly sees: { readonly roles: boolean; readonly groups: boolean }
}
