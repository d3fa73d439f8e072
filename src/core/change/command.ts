/**
 * What a command is: a pure function from the organization as it is, who asks, and what is asked, to the events
 * that would make it so, or to a refusal. It changes nothing; `propose` puts the guards around it.
 */
import type { Event } from '../catalogue/events.ts'
import type { Reach } from '../decision/token-reach.ts'
import type { Owner } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Refusal } from './refusal.ts'

/** Who asks. The system acts at first start and recovery, on the server's own machine, and holds everything. */
export type Actor =
  | { readonly type: 'system' }
  | {
      readonly type: 'principal'
      readonly id: string
      /** Of a personal token: nobody gives through it what it does not reach. */
      readonly reach?: Reach
    }

export const SYSTEM: Actor = { type: 'system' }

/** Time, ids and hashes come from outside, so that the core stays pure. */
export type Context = {
  readonly actor: Actor
  /** Set only by the operations of a token or source: what owns the automation account they change (G4). */
  readonly through?: Owner
  /** Epoch milliseconds. */
  readonly now: number
  /** A fresh id with the given prefix: `newId('rol')` → `rol_…`. */
  readonly newId: (prefix: string) => string
  /** Hexadecimal SHA-256 of UTF-8 text. */
  readonly sha256: (text: string) => string
}

export type Outcome = readonly Event[] | Refusal

export type Command<Input> = (snapshot: Snapshot, input: Input, context: Context) => Outcome
