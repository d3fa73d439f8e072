/** casbin in its smallest form: a graph person → group → role at a scope, nothing written out. */
import { newEnforcer, newModelFromString } from 'casbin'

const MODEL = `
[request_definition]
r = sub, dom, act
[policy_definition]
p = sub, act
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && g(r.sub, at(p.sub, r.dom))
`

export async function buildGraph(state) {
  const enforcer = await newEnforcer(newModelFromString(MODEL))
  await enforcer.addFunction('at', (role, scope) => `${role}@${scope}`)
  await enforcer.addPolicies(
    state.roles.flatMap(({ id, permissions }) => permissions.map((key) => [id, key])),
  )
  const rows = new Map()
  for (const { principal, group } of state.seats) rows.set(`${principal} ${group}`, [principal, group])
  for (const { subject, role, scope } of state.assignments) {
    rows.set(`${subject.id} ${role}@${scope}`, [subject.id, `${role}@${scope}`])
  }
  await enforcer.addGroupingPolicies([...rows.values()])
  return enforcer
}
