/** Expectations about what a change takes away go with it, each with an event of its own, whatever the command was. */
import type { Event } from '../catalogue/events.ts'
import { ANYWHERE, type Expectation, everyEnvironment } from '../model/expectation.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

const TAKING: ReadonlySet<Event['type']> = new Set<Event['type']>([
  'member.removed',
  'group.deleted',
  'project.deleted',
  'environment.deleted',
  'catalogue.applied',
])

/** @param after what the events lead to */
export function orphanedExpectations(after: Snapshot, events: readonly Event[]): Event[] {
  if (after.expectations.length === 0 || !events.some(({ type }) => TAKING.has(type))) return []
  return after.expectations
    .filter((expectation) => !isAboutSomething(after, expectation))
    .map((expectation) => ({ type: 'expectation.removed', data: { expectation } }))
}

export function isAboutSomething(snapshot: Snapshot, { subject, permission, scope }: Expectation): boolean {
  const { members, groups, scopes, vocabulary } = snapshot
  const somebody = (subject.type === 'user' ? members : groups).get(subject.id) !== undefined
  const somewhere =
    scope === ANYWHERE || everyEnvironment(scope) !== undefined || scopes.find(scope) !== undefined
  return somebody && somewhere && vocabulary.bitOf(permission) !== undefined
}
