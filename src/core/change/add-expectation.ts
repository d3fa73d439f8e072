/** `expectation add`: pins a statement that holds, so that no later change breaks it unseen (G6). */
import { nearest } from '../catalogue/nearest.ts'
import { failing } from '../decision/expected.ts'
import type { Subject } from '../model/assignment.ts'
import { ANYWHERE, type Expectation, everyEnvironment } from '../model/expectation.ts'
import { isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, memberOrRefusal, noGroup, noScope } from './lookup.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export type AddExpectation = {
  /** Of a user the id; of a group id or name. */
  readonly subject: { readonly type: 'user' | 'group'; readonly ref: string }
  readonly can: boolean
  readonly permission: string
  /** Text or id of a scope, `*` with the name of environments, or `anywhere`. */
  readonly scope: string
  readonly note?: string
}

export function addExpectation(snapshot: Snapshot, input: AddExpectation, context: Context): Outcome {
  const stated = statedExpectation(snapshot, input)
  if (isRefusal(stated)) return stated
  const twin = snapshot.expectations.find((other) => saysTheSame(other, stated))
  if (twin !== undefined) {
    const next = 'compartment expectation list'
    return refuse('INVALID', `this is expected already: \`${twin.id}\``, { field: '/text', next })
  }
  const expectation = { id: context.newId('exp'), ...stated }
  const failures = failing(snapshot, expectation, context.now)
  if (failures.length > 0) {
    const people = new Set(failures.map(({ principal }) => principal)).size
    const whom = people === 1 ? 'one person' : `${people} people`
    return refuse('EXPECTATION_BROKEN', `it does not hold now: it fails for ${whom}`, {
      broken: { failing: failures },
      next: 'compartment access explain shows why',
    })
  }
  return [{ type: 'expectation.added', data: { expectation } }]
}

/** The statement with ids in place of names, or what is wrong with it. */
export function statedExpectation(
  snapshot: Snapshot,
  { subject: named, can, permission, scope: where, note }: AddExpectation,
): Omit<Expectation, 'id'> | Refusal {
  const subject = subjectOf(snapshot, named)
  if (isRefusal(subject)) return subject
  if (snapshot.vocabulary.bitOf(permission) === undefined) {
    const [close] = nearest(permission, snapshot.vocabulary.keys)
    const hint = close === undefined ? '' : `: did you mean \`${close}\`?`
    const next = 'compartment permission list'
    return refuse('INVALID', `no permission \`${permission}\`${hint}`, { field: '/text', next })
  }
  const scope = scopeOf(snapshot, where)
  if (scope === undefined) return noScope(where, '/text')
  return { subject, can, permission, scope, ...(note !== undefined && { note }) }
}

function subjectOf(snapshot: Snapshot, { type, ref }: AddExpectation['subject']): Subject | Refusal {
  if (type === 'group') {
    const group = findGroup(snapshot, ref)
    return group === undefined ? noGroup(ref, '/text') : { type, id: group.id }
  }
  const member = memberOrRefusal(snapshot, ref)
  return isRefusal(member) ? { ...member, field: '/text' } : { type, id: member.id }
}

function scopeOf({ scopes }: Snapshot, text: string): string | undefined {
  if (text === ANYWHERE) return text
  const name = everyEnvironment(text)
  if (name !== undefined) return isSlug(name) ? text : undefined
  const place = scopes.find(text)
  return place === undefined ? undefined : scopes.at(place).id
}

function saysTheSame(a: Expectation, b: Omit<Expectation, 'id'>): boolean {
  const said = ({ subject, can, permission, scope }: Omit<Expectation, 'id'>): string =>
    JSON.stringify([subject.type, subject.id, can, permission, scope])
  return said(a) === said(b)
}
