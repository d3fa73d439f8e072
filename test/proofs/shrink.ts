/** Makes a failing world small: takes things away as long as the failure still shows. */
import type { OrganizationState } from '../../src/core/model/state.ts'

const LISTS = [
  'assignments',
  'seats',
  'catalogues',
  'enabledFeatures',
  'groups',
  'roles',
  'members',
  'invitations',
  'environments',
  'projects',
  'providers',
] as const

export function shrink(
  state: OrganizationState,
  fails: (smaller: OrganizationState) => boolean,
): OrganizationState {
  let smallest = state
  for (;;) {
    const next = smaller(smallest).find((candidate) => isWhole(candidate) && fails(candidate))
    if (next === undefined) return smallest
    smallest = next
  }
}

/** Every state with one thing less. */
function smaller(state: OrganizationState): OrganizationState[] {
  const fewer = LISTS.flatMap((list) =>
    state[list].map((_, i) => tidy({ ...state, [list]: state[list].filter((__, j) => j !== i) })),
  )
  const undated = state.assignments.flatMap(({ notBefore, expiresAt, ...rest }, i) => {
    if (notBefore === undefined && expiresAt === undefined) return []
    return [{ ...state, assignments: state.assignments.map((a, j) => (j === i ? rest : a)) }]
  })
  const roles = state.roles.flatMap((role, i) =>
    role.permissions.map((key) => {
      const permissions = role.permissions.filter((k) => k !== key)
      return { ...state, roles: state.roles.map((r, j) => (j === i ? { ...r, permissions } : r)) }
    }),
  )
  return [...fewer, ...undated, ...roles]
}

/** Takes along what would hang in the air. */
function tidy(state: OrganizationState): OrganizationState {
  const has = (list: readonly { readonly id: string }[], id: string): boolean => list.some((x) => x.id === id)
  const environments = state.environments.filter((e) => has(state.projects, e.project))
  const scopes = [state.organization, ...state.projects, ...environments]
  const features = new Set(state.catalogues.flatMap((c) => c.features.map((f) => f.key)))
  return {
    ...state,
    environments,
    seats: state.seats.filter((s) => has(state.groups, s.group) && has(state.members, s.principal)),
    assignments: state.assignments.filter(
      ({ role, scope, subject }) =>
        has(scopes, scope) &&
        has(subject.type === 'user' ? state.members : state.groups, subject.id) &&
        (has(state.roles, role) || /^rol_(admin|deployer|readonly|viewer)$/.test(role)),
    ),
    members: state.members.map((m) => {
      const providers = m.signInPath.providers.filter((id) => has(state.providers, id))
      return Object.assign({}, m, { signInPath: { password: m.signInPath.password, providers } })
    }),
    enabledFeatures: state.enabledFeatures.filter((key) => features.has(key)),
  }
}

/** An invited person has a pending invitation, and a role's application keys are registered. */
function isWhole(state: OrganizationState): boolean {
  const families = state.catalogues.flatMap((c) => c.families)
  const keys = new Set(families.flatMap((f) => f.permissions.map((p) => p.key)))
  const application = (key: string): boolean => /^(cases|conversations|warehouse)\./.test(key)
  const invited = state.members.filter((m) => m.status === 'invited')
  return (
    invited.every((m) => state.invitations.some((i) => i.principal === m.id && i.state === 'pending')) &&
    state.roles.every((r) => r.permissions.every((key) => !application(key) || keys.has(key)))
  )
}
