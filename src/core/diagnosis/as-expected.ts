/** Where whatever would help is refused because it is meant to be so: the expectation that says so, to whoever keeps them. */
import { peopleOf, placesOf } from '../decision/expected.ts'
import { ANYWHERE, type Expectation } from '../model/expectation.ts'
import type { Case } from './case.ts'

/** @returns `undefined` where no expectation says it of them and this place, or the reader may not see expectations */
export function asExpected(one: Case): string | undefined {
  const { reader } = one
  if (!reader.may('organization.settings.manage', 'organization')) return undefined
  const expectation = forbidding(one)
  if (expectation === undefined) return undefined
  const { note } = expectation
  const because = note === undefined ? '' : ` (${note})`
  return `It is meant to be so: an expectation says that ${whoIn(one, expectation)} cannot${because}. What would give it is refused until that is removed or overridden: \`compartment expectation list\`.`
}

function whoIn({ snapshot, reader }: Case, { subject: { type, id } }: Expectation): string {
  if (type === 'user') return 'they'
  const name = reader.groups ? snapshot.groups.get(id)?.name : undefined
  return name === undefined ? 'a group of theirs' : `whoever is in \`${name}\``
}

function forbidding({ snapshot, principal, goal, now }: Case): Expectation | undefined {
  if (goal.kind !== 'permission') return undefined
  const person = snapshot.members.numberOf(principal)
  const place = snapshot.scopes.find(goal.scope)
  if (person === undefined || place === undefined) return undefined
  const concerns = (one: Expectation): boolean =>
    !one.can &&
    one.permission === goal.permission &&
    Array.from(peopleOf(snapshot, one)).includes(person) &&
    (one.scope === ANYWHERE || placesOf(snapshot, one, person, now).includes(place))
  return Array.from(snapshot.expectations.values()).find(concerns)
}
