/** Whether an expectation holds of a person at a place: gate 5 alone, so that a block or a sign-in changes nothing. */
import { ANYWHERE, type Expectation, everyEnvironment } from '../model/expectation.ts'
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decidingScope, grantsAt } from './held.ts'

/** Of whom, and where, an expectation does not hold. */
export type Failing = {
  readonly expectation: Expectation
  readonly principal: string
  /** Id of the scope. */
  readonly scope: string
}

/** @returns everyone for whom it does not hold now; empty when it holds */
export function failing(snapshot: Snapshot, expectation: Expectation, now: number): Failing[] {
  return [...peopleOf(snapshot, expectation)].flatMap((person) =>
    placesOf(snapshot, expectation, person, now)
      .filter((scope) => !holdsAt(snapshot, expectation, person, scope, now))
      .map((scope) => failingAt(snapshot, expectation, person, scope)),
  )
}

export function failingAt(
  snapshot: Snapshot,
  expectation: Expectation,
  person: number,
  scope: number,
): Failing {
  return {
    expectation,
    principal: snapshot.members.at(person)!.id,
    scope: snapshot.scopes.at(scope).id,
  }
}

/** Numbers of the people it is about. */
export function peopleOf({ members, groups, index }: Snapshot, { subject }: Expectation): Iterable<number> {
  const number = (subject.type === 'user' ? members : groups).numberOf(subject.id)
  if (number === undefined) return []
  return subject.type === 'user' ? [number] : index.membersOf(number)
}

/**
 * Numbers of the scopes to look at. Of `anywhere` these are the organization and the scopes with a grant of the
 * person's own: every other scope has what one of these has.
 */
export function placesOf(
  snapshot: Snapshot,
  { scope }: Expectation,
  person: number,
  now: number,
): readonly number[] {
  const { scopes, environments } = snapshot
  if (scope === ANYWHERE) {
    const own = [...grantsAt(snapshot, person, now).scopes()]
    return [ORGANIZATION_NUMBER, ...own.filter((at) => at !== ORGANIZATION_NUMBER)]
  }
  const name = everyEnvironment(scope)
  if (name === undefined) return [scopes.find(scope) ?? []].flat()
  return Array.from(environments.values())
    .filter((environment) => environment.name === name)
    .map(({ id }) => scopes.find(id)!)
}

export function holdsAt(
  snapshot: Snapshot,
  { can, permission }: Expectation,
  person: number,
  scope: number,
  now: number,
): boolean {
  const bit = snapshot.vocabulary.bitOf(permission)
  const grants = grantsAt(snapshot, person, now)
  const deciding = decidingScope(snapshot, grants, scope)
  const has = bit !== undefined && deciding >= 0 && snapshot.sets.has(grants.at(deciding), bit)
  return has === can
}
