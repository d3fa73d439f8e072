/**
 * casbin, tuned: one policy per role with its keys as a set behind a function, roles by domain (= scope) written out
 * for each person, so that no matcher walks a graph; asked synchronously.
 */
import { newEnforcer, newModelFromString } from 'casbin'

const MODEL = `
[request_definition]
r = sub, dom, act
[policy_definition]
p = sub
[role_definition]
g = _, _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = holds(p.sub, r.act) && g(r.sub, p.sub, r.dom)
`

export async function build({ roles, people, heldBy, nearest }) {
  const enforcer = await newEnforcer(newModelFromString(MODEL))
  const keysOf = new Map(roles.map(({ id, permissions }) => [id, new Set(permissions)]))
  await enforcer.addFunction('holds', (role, key) => keysOf.get(role).has(key))
  await enforcer.addPolicies(roles.map(({ id }) => [id]))
  const rows = []
  for (const person of people) {
    for (const [scope, held] of heldBy(person)) for (const role of held) rows.push([person, role, scope])
  }
  await enforcer.addGroupingPolicies(rows)
  return (principal, permission, scope) => {
    const decided = nearest(principal, scope)
    return decided !== undefined && enforcer.enforceSync(principal, decided.scope, permission)
  }
}
