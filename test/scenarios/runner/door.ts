/** A door of the product: scenarios are asked and done through it. Every door answers in the same words. */
import type { Code, MissingKey } from '../../../src/core/index.ts'
import type { Evidence } from './evidence.ts'
import type { Given } from './given.ts'
import type { Review } from './review.ts'
import type { Asked } from './scenario.ts'

/** One line of an impact; people by name, scopes as text, times from now. */
export type Effect = {
  readonly person: string
  readonly scope: string
  readonly gained: number
  readonly lost: number
  readonly from?: number
  readonly until?: number
}

export type Ran =
  | { readonly code: 'done' }
  | {
      readonly code: Code
      readonly missing?: readonly MissingKey[]
      readonly gained?: number
      readonly lost?: number
      readonly effects?: readonly Effect[]
    }

export type Door = {
  ask(question: Asked, as: string): Promise<Evidence>
  /** @returns the answer's lines, as scenarios write them */
  review(review: Review, as: string): Promise<readonly string[]>
  /**
   * @param line a command line without `compartment`; `<alex viewer @billing>` stands for that assignment's id
   * @param at milliseconds from now
   */
  run(line: string, as: string, at?: number): Promise<Ran>
  /** The command that was refused last, with its impact accepted. */
  accept(as: string): Promise<Ran>
  close(): Promise<void>
}

export type OpenDoor = (given: Given) => Promise<Door>
