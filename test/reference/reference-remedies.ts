/**
 * Remedies by brute force: every single edit that there is in a world, whether it could help or not. What it leads to is
 * judged by the reference; which of them an engine has to find follows from that alone.
 */
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Edit } from '../../src/core/remedies/edit.ts'
import type { Question } from './reference-decide.ts'
import { chainOf, deciding, hasExpired, holdings, isInForce } from './reference-facts.ts'

const DAYS = 30
const TIERS = ['free', 'team', 'enterprise'] as const
const BUILT_IN = ['rol_admin', 'rol_deployer', 'rol_readonly', 'rol_viewer']

/** Every edit, named the same way as an engine names it. */
export function everyEdit(state: OrganizationState, question: Question): Edit[] {
  const { principal, now, permission } = question
  return [
    { operation: 'unblockUser', principal },
    ...state.projects.map(({ id }): Edit => ({ operation: 'unarchiveProject', project: id })),
    ...state.roles.map(({ id }): Edit => ({ operation: 'updateRole', role: id, adds: permission })),
    ...everyAssignment(state, question),
    ...state.assignments.flatMap((one): Edit[] => [
      { operation: 'deleteAssignment', assignment: one.id },
      ...(hasExpired(one, now)
        ? [
            { operation: 'updateAssignment' as const, assignment: one.id, dates: { days: DAYS } },
            { operation: 'updateAssignment' as const, assignment: one.id, dates: 'no_end' as const },
          ]
        : []),
      ...(!hasExpired(one, now) && !isInForce(one, now)
        ? [{ operation: 'updateAssignment' as const, assignment: one.id, dates: 'begin' as const }]
        : []),
    ]),
    ...state.groups.flatMap(({ id }): Edit[] => [
      { operation: 'addGroupMember', group: id, principal },
      { operation: 'removeGroupMember', group: id, principal },
    ]),
    ...state.catalogues.flatMap(({ features }) =>
      features.map(({ key }): Edit => ({ operation: 'setFeature', feature: key })),
    ),
    { operation: 'setBetaAccess', principal },
    ...TIERS.slice(TIERS.indexOf(state.organization.tier) + 1).map(
      (tier): Edit => ({ operation: 'changeSettings', tier }),
    ),
  ]
}

/** Each role at each place, to the person; and to each group of theirs at the place where it decides over them. */
function everyAssignment(state: OrganizationState, { principal, scope, now }: Question): Edit[] {
  const roles = [...BUILT_IN, ...state.roles.map(({ id }) => id)]
  const places = [state.organization.id, ...[...state.projects, ...state.environments].map(({ id }) => id)]
  const decides = deciding(state, principal, scope, now).place?.id
  const groups = holdings(state, principal)
    .map(({ assignment }) => assignment)
    .filter((one) => one.subject.type === 'group' && one.scope === decides && isInForce(one, now))
  const holders = [
    ...places.map((place) => [place, { type: 'user' as const, id: principal }] as const),
    ...[...new Set(groups.map(({ subject }) => subject.id))].map(
      (id) => [decides!, { type: 'group' as const, id }] as const,
    ),
  ]
  return roles.flatMap((role) =>
    holders.flatMap(([place, holder]): Edit[] => {
      const edit = { operation: 'createAssignment', role, scope: place, holder } as const
      return [{ ...edit, days: DAYS }, edit]
    }),
  )
}

/** Whether what decided before is passed over for something nearer. */
export function isHidden(before: OrganizationState, after: OrganizationState, question: Question): boolean {
  const { principal, scope, now } = question
  const chain = chainOf(before, scope).map(({ id }) => id)
  const at = (state: OrganizationState): number =>
    chain.indexOf(deciding(state, principal, scope, now).place?.id ?? '')
  const [was, is] = [at(before), at(after)]
  return was >= 0 && is >= 0 && is < was
}

/** Of several tiers that do, the lowest is the remedy. */
export function isNeedless(edit: Edit, working: readonly Edit[]): boolean {
  if (edit.operation !== 'changeSettings') return false
  return working.some(
    (one) => one.operation === 'changeSettings' && TIERS.indexOf(one.tier) < TIERS.indexOf(edit.tier),
  )
}

/** Nobody may change who has what in a project that is archived. */
export function isArchivedAway(state: OrganizationState, edit: Edit): boolean {
  const scope =
    edit.operation === 'createAssignment'
      ? edit.scope
      : 'assignment' in edit
        ? state.assignments.find(({ id }) => id === edit.assignment)?.scope
        : undefined
  return scope !== undefined && chainOf(state, scope).some(({ archived }) => archived)
}
