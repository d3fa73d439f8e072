/** Expectations. */
import type { EventType } from '../../core/catalogue/events.ts'
import { one } from '../statement.ts'
import { flag } from './flag.ts'
import { DRIFT, type Projection } from './projection.ts'

export const EXPECTATIONS: Projection<Extract<EventType, `expectation.${string}`>> = {
  'expectation.added': ({ expectation }, { organization }, build) => [
    build.insert('expectations', {
      organization,
      id: expectation.id,
      subject_type: expectation.subject.type,
      subject: expectation.subject.id,
      can: flag(expectation.can),
      permission: expectation.permission,
      scope: expectation.scope,
      note: expectation.note ?? null,
    }),
  ],
  'expectation.removed': ({ expectation: { id } }, { organization }, build) => [
    one(build.remove('expectations', { organization, id }), DRIFT),
  ],
  // It is in the journal, and that is all it is.
  'expectation.overridden': () => [],
}
