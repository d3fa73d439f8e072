/**
 * AZ-01, TOK-05: the whole contract, operation by operation, asked by callers of every kind: whoever the engine does not
 * allow the declared permission is refused, whoever it allows is not refused for lacking it. The contract cannot grow
 * without an aim here.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS, type OperationName } from '../../src/contract/table.ts'
import { decide } from '../../src/core/index.ts'
import { tokenOf } from './credentials.ts'
import type { Answer } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
const tokens: Record<string, string> = {}
const ids: Record<string, string> = {}
beforeAll(async () => {
  siege = await Siege.lay()
  const { admin, viewer, steward, caretaker, nobody, deployer } = siege.a
  await siege.ask(admin, 'POST', '/groups', { name: 'Aim' })
  const found = await siege.ask(admin, 'GET', '/assignments?limit=1')
  ids['assignment'] = found.body.items[0]!.id
  for (const [name, who] of Object.entries({ admin, viewer, steward, caretaker, nobody, deployer }))
    tokens[name] = who.token
  const grants = [{ role: 'Caretaker', scope: 'organization' }]
  tokens['a token that reaches what a caretaker may'] = await tokenOf(siege, admin, grants)
})
afterAll(() => siege[Symbol.asyncDispose]())

const asked = { permission: 'project.read', scope: 'billing' }
/** None of the callers: what is one’s own is another question. */
const principal = 'second@acme.test'
const subject = { type: 'user', id: principal }
const action = { name: 'project.read' }
const resource = { type: 'project', id: 'billing' }

/** What each operation needs beside its path. */
const BODIES: Readonly<Partial<Record<OperationName, object>>> = {
  checkAccess: { principal, ...asked },
  explainAccess: { principal, ...asked },
  diagnoseAccess: { principal, goal: asked },
  recordCheck: { check: 'sign_in', found: 'passed', saw: 'looked' },
  closeDiagnosis: {},
  createBundle: { diagnosis: 'dia_none' },
  applyRemedy: { principal, goal: asked, remedy: 'rem_none' },
  listGrantors: asked,
  whatAccess: { principal },
  whoHasAccess: asked,
  batchAccess: { checks: [{ principal, ...asked }] },
  matrixAccess: { principals: [principal], scopes: ['billing'], permissions: ['project.read'] },
  accessHistory: { principal, ...asked, since: '2026-01-01T00:00:00Z' },
  createAssignment: { role: 'viewer', user: principal, scope: 'organization' },
  updateAssignment: { expires_at: '2030-01-01T00:00:00Z' },
  revertChange: { sequence: 3 },
  authzenEvaluation: { subject, action, resource },
  authzenEvaluations: { subject, action, resource, evaluations: [{ resource }] },
  authzenSearchAction: { subject, resource },
  authzenSearchResource: { subject, action, resource: { type: 'project' } },
  authzenSearchSubject: { subject: { type: 'user' }, action, resource },
  ofrepFlag: { context: { targetingKey: principal } },
  ofrepFlags: { context: { targetingKey: principal } },
  addExpectation: { text: `${principal} can project.read at billing` },
  testExpectations: { expectations: [`${principal} can project.read at billing`] },
  addGroupMember: { user: principal },
  addGroupMembers: { users: [principal] },
  createGroup: { name: 'Another' },
  updateGroup: { description: 'x' },
  createEnvironment: { name: 'another' },
  createProject: { name: 'another' },
  updateProject: { display_name: 'Another' },
  createRole: { name: 'Another', permissions: [] },
  updateRole: { description: 'x' },
  applyCatalogue: { families: [], features: [] },
  changeSettings: {},
  changeSignInSettings: { passwords: true },
  setFeature: { enabled: true },
  createToken: {
    name: 'another',
    kind: 'service',
    grants: [{ role: 'viewer', scope: 'organization' }],
    expires_at: '2027-01-01T00:00:00Z',
  },
  connectSource: { name: 'another', url: 'https://127.0.0.1/x.git' },
  addOidcProvider: { key: 'another', display_name: 'A', issuer: 'https://127.0.0.1', client_id: 'c' },
  updateOidcProvider: { enabled: false },
  grantRole: { role: 'viewer' },
  inviteUser: { email: 'another@acme.test' },
  setBetaAccess: { enabled: true },
}

const PARAMS: Readonly<Record<string, string>> = {
  organization: 'acme',
  user: principal,
  role: 'Lead',
  group: 'Aim',
  project: 'billing',
  environment: 'production',
  catalogue: 'nothing',
  feature: 'nothing',
  key: 'nothing',
}
/** Of what may not be there: the answer to whoever may is that it is not. */
const NONE = 'none_00000000000000000000000000'

async function send(operation: Operation, as: string): Promise<Answer> {
  const { method, path, query, body } = operation
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(PARAMS[name] ?? ids[name] ?? NONE),
  )
  const dry = 'dry_run' in query.shape ? '?dry_run=true' : ''
  const range = operation.name === 'proveConsistency' ? '?first=1&second=2' : ''
  const sent = body === undefined ? {} : { body: BODIES[operation.name as OperationName] ?? {} }
  const headers = { 'compartment-organization': 'acme' }
  return siege.send(method, filled + dry + range, { as, headers, ...sent })
}

const operations = Object.values(OPERATIONS) as unknown as Operation[]
const guarded = operations.filter((one) => 'permission' in one.access)

/** What the engine says, as the caller stands: at the organization, where all of these callers have their roles. */
async function engineAllows(caller: string, permission: string): Promise<boolean> {
  const { snapshot } = (await siege.server.deps.organizations.named('acme'))!
  const now = siege.server.deps.clock()
  const reachesAsCaretaker = caller.startsWith('a token')
  const who = reachesAsCaretaker ? 'caretaker' : caller
  const { id } = siege.a[who as 'caretaker']
  return decide(snapshot, id, permission, snapshot.organization.id, now).allowed
}

describe.each(guarded.map((one) => [one.name, one] as const))('AZ-01 TOK-05 %s', (_, operation) => {
  it('is refused to whoever the engine does not allow it, and to nobody else for that', async () => {
    const { permission } = operation.access as { permission: string }
    const outcomes: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const [caller, as] of Object.entries(tokens)) {
      const { status, body, text } = await send(operation, as)
      expect([caller, status < 500, text.includes('"pointer":"/query')], text).toEqual([caller, true, false])
      const refused =
        ['NOT_ALLOWED', 'TOKEN_SCOPE'].includes(body.code) && body.required_permission === permission
      const isNotForTokens = body.code === 'TOKEN_SCOPE' && body.required_permission === undefined
      const hidden = status === 404
      const allowed = await engineAllows(caller, permission)
      expected[caller] = allowed ? 'goes on' : 'refused'
      outcomes[caller] = refused || isNotForTokens || (hidden && !allowed) ? 'refused' : 'goes on'
      if (isNotForTokens) expected[caller] = 'refused'
    }
    expect(outcomes).toEqual(expected)
    expect(outcomes['admin']).toBe('goes on')
    expect(outcomes['nobody']).toBe('refused')
  })
})

describe.each(
  operations
    .filter(({ access, tokens: taken }) => 'self' in access && taken === undefined)
    .map((one) => [one.name, one] as const),
)('TOK-05 %s', (_, operation) => {
  it('is one’s own, and no token’s', async () => {
    const { status, body } = await send(operation, tokens['a token that reaches what a caretaker may']!)
    // What is not valid is refused before it is asked whose it is; nothing of it was done.
    expect(status === 403 ? body.code : status).toEqual(status === 403 ? 'TOKEN_SCOPE' : 400)
  })
})
