/** What the guards look at: the organization before and after a change, its events, and who asked. */
import type { Event } from '../../catalogue/events.ts'
import type { Cell } from '../../decision/difference.ts'
import type { Owner } from '../../model/member.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Actor } from '../command.ts'

export type Guarded = {
  readonly before: Snapshot
  readonly after: Snapshot
  readonly events: readonly Event[]
  readonly cells: readonly Cell[]
  readonly actor: Actor
  /** The token or source through which an automation account is changed. */
  readonly through?: Owner
  /** Epoch milliseconds. */
  readonly now: number
}
