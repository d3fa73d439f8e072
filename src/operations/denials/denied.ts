/** A refused request, as a door tells of it: what was answered, and what had been asked. */
import type { Caller } from '../call.ts'
import type { Refused } from '../refused.ts'

export type Denied = {
  /** As it was answered. */
  readonly reference: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly refused: Refused
  /** Epoch milliseconds. */
  readonly at: number
  /** The contract’s name; absent for what is no operation. */
  readonly operation?: string | undefined
  /** As they came, and not validated. */
  readonly params: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly caller: Caller | undefined
  readonly address: string
  /** Name of the organization, where a header says it. */
  readonly organization?: string
}
