/** What each noun's file exports: for each of its event types, the statements that bring the tables along. */
import type { EventData, EventType } from '../../core/catalogue/events.ts'
import type { Builder } from '../builder.ts'
import type { Write } from '../statement.ts'

/** What an event happens to. */
export type Place = {
  readonly organization: string
  /** When, in epoch milliseconds. */
  readonly at: number
  /** Whom a new organization belongs to; needed by `organization.created` alone. */
  readonly customer?: string
}

/**
 * A statement that changes a row which has to be there says so (`one`): where it is not, tables and journal have
 * drifted apart, and nothing is written.
 */
export type Projection<T extends EventType> = {
  readonly [K in T]: (data: EventData[K], place: Place, build: Builder) => readonly Write[]
}

/** The constraint that a missing row is reported under. */
export const DRIFT = 'drift'
