/** Cedar in WebAssembly: policies parsed once and kept, entities of each set of roles made once. */
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'

export function build({ roles, nearest }) {
  const policies = roles.map(({ id, permissions }) => {
    const actions = permissions.map((key) => `Action::"${key}"`).join(', ')
    return `permit(principal in Role::"${id}", action in [${actions}], resource);`
  })
  const parsed = preparsePolicySet('bench', { staticPolicies: policies.join('\n') })
  if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed))
  const resource = { type: 'Scope', id: 'any' }
  const entities = new Map()
  const entitiesOf = (principal, decided) => {
    const parents = decided.roles.map((id) => ({ type: 'Role', id }))
    return [{ uid: { type: 'Person', id: principal }, attrs: {}, parents }]
  }
  return (principal, permission, scope) => {
    const decided = nearest(principal, scope)
    if (decided === undefined) return false
    const key = `${principal} ${decided.scope}`
    let own = entities.get(key)
    if (own === undefined) entities.set(key, (own = entitiesOf(principal, decided)))
    const answer = statefulIsAuthorized({
      principal: { type: 'Person', id: principal },
      action: { type: 'Action', id: permission },
      resource,
      context: {},
      preparsedPolicySetId: 'bench',
      entities: own,
    })
    if (answer.type !== 'success') throw new Error(JSON.stringify(answer))
    return answer.response.decision === 'allow'
  }
}
