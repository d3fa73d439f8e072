/** CASL as its guide shows: one ability per person, rules with conditions, built once and kept. */
import { createMongoAbility, subject } from '@casl/ability'

export function build({ state, roles, heldBy, nearest }) {
  const keysOf = new Map(roles.map(({ id, permissions }) => [id, permissions]))
  const abilities = new Map()
  const places = new Map()
  for (const { id } of [state.organization, ...state.projects, ...state.environments]) {
    places.set(id, subject('Scope', { id }))
  }
  const abilityOf = (principal) => {
    const rules = []
    for (const [id, held] of heldBy(principal)) {
      for (const role of held) rules.push({ action: keysOf.get(role), subject: 'Scope', conditions: { id } })
    }
    return createMongoAbility(rules)
  }
  return (principal, permission, scope) => {
    let ability = abilities.get(principal)
    if (ability === undefined) abilities.set(principal, (ability = abilityOf(principal)))
    const decided = nearest(principal, scope)
    return decided !== undefined && ability.can(permission, places.get(decided.scope))
  }
}
