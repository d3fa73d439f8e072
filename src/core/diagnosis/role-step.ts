/**
 * The next step where a role does not grant it: the best remedy that was tried out. Where a narrower assignment hides a
 * broader one, that is said before anything else (S0-9).
 */
import { ADMIN_ROLE } from '../catalogue/built-in-roles.ts'
import { findRole } from '../change/lookup.ts'
import type { Certificate } from '../decision/certificate.ts'
import { suggestedOf } from '../remedies/suggested.ts'
import type { Remedy } from '../remedies/try-out.ts'
import { asExpected } from './as-expected.ts'
import type { Case } from './case.ts'
import type { Step } from './check.ts'
import { rolesGiving } from './givers.ts'
import { stepOf } from './remedy-words.ts'
import { MANAGED } from './wording.ts'

export function roleStep(one: Case): Step {
  const { certificate, member, reader, goal, found } = one
  if (certificate === undefined || member === undefined || goal.kind !== 'permission')
    throw new Error('no permission is asked about')
  if (member.type === 'automation') return { text: MANAGED }
  if (!reader.may('organization.role.read', 'organization'))
    return {
      text: 'Ask somebody who manages roles to look: which of them fits takes `organization.role.read`.',
    }
  const narrowing = `${narrowingWords(one, certificate)}${removalWords(one)}`
  const remedy = suggestedOf(found.remedies)
  const step =
    remedy === undefined ? withoutRemedy(one, goal.permission) : stepOf(one, remedy.edits.slice(-1))
  const takes = remedy === undefined ? {} : { takes: remedy.takes }
  return { ...step, ...takes, text: `${narrowing}${step.text}` }
}

/** Which assignment decides there, and what it hides. */
function narrowingWords({ names }: Case, { gates, chain, shadowed }: Certificate): string {
  const { code } = gates.find(({ gate }) => gate === 'permission') ?? {}
  const deciding = chain.find(({ decided }) => decided)
  if (code !== 'SHADOWED_BY_NARROWER_SCOPE' || deciding === undefined) return ''
  const hiding = deciding.assignments.filter(({ state }) => state === 'in_force')
  const [only] = hiding
  const what =
    hiding.length === 1 && only!.via === undefined
      ? `\`${names.of(only!.role)}\` at \`${deciding.path}\``
      : `What is assigned at \`${deciding.path}\``
  return `${what} decides there and hides \`${names.of(shadowed[0]?.role ?? '')}\` from further out. `
}

/** That removing it is an answer as well, where it is one and another was found that gives less. */
function removalWords({ found: { remedies } }: Case): string {
  const removes = (remedy: Remedy | undefined): boolean =>
    remedy?.edits.at(-1)?.operation === 'deleteAssignment'
  if (removes(suggestedOf(remedies)) || !remedies.some(removes)) return ''
  return 'If it is not meant to narrow, removing it is among the remedies. '
}

/** Being an admin is never suggested: where only that has it, a role with just what they need is made first. */
function withoutRemedy(one: Case, permission: string): Step {
  const { scopes } = one.snapshot
  const place = one.goal.kind === 'permission' ? scopes.find(one.goal.scope) : undefined
  if (place !== undefined && scopes.isArchived(place)) return { text: REFUSED }
  const roles = rolesGiving(one.snapshot, permission).filter(({ id }) => id !== ADMIN_ROLE.id)
  if (roles.length > 0) return { text: asExpected(one) ?? REFUSED }
  const text = `No role but \`${ADMIN_ROLE.name}\` has it: create one with just what they need, then ask again.`
  const lines = [['role', 'create', freeName(one, permission), '--permission', permission]]
  return { text, command: { lines, permissions: ['organization.role.manage'], scope: 'organization' } }
}

const REFUSED =
  'Whatever would give it is refused as things are: the project is archived, or something else is expected of them (`compartment expectation list`).'

/** A name for a role with one permission that no role has yet. */
function freeName({ snapshot }: Case, permission: string): string {
  const name = permission.replaceAll('.', '-')
  for (let at = 1; ; at++) {
    const candidate = at === 1 ? name : `${name}-${at}`
    if (findRole(snapshot, candidate) === undefined) return candidate
  }
}
