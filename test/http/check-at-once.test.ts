/** On the whole house: a check that waits for nothing says what the same check says the long way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, type House, openHouse } from './house.ts'
import { openPeopledHouse, type Tokens } from './peopled-house.ts'
import { timeless } from './raw.ts'

const PATH = '/v1/organizations/acme/access/check'
/** With it a request is not plain enough to be read by hand, and means the same. */
const LONG_WAY = { 'content-type': 'application/json; charset=utf-8' }

let house: House
let tokens: Tokens
beforeAll(async () => {
  ;({ house, tokens } = await openPeopledHouse())
  await house.admin.blockUser({ organization: 'acme', user: 'bea@acme.example', body: {} })
}, 60_000)
afterAll(() => house[Symbol.asyncDispose]())

async function ask(token: string, body: unknown, headers: Record<string, string>, path = PATH) {
  const answer = await fetch(`${house.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  const shown = [...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name))
  return { status: answer.status, headers: Object.fromEntries(shown), body: timeless(await answer.text()) }
}

const PEOPLE = ['ana@acme.example', 'Cy@acme.example', 'bea@acme.example', 'sam@beta.example', 'usr_x']
const SCOPES = ['organization', 'billing', 'billing/production', 'old', 'nowhere', 'billing/nowhere']
const KEYS = ['project.read', 'organization.role.manage', 'projct.read']
const QUESTIONS = PEOPLE.flatMap((principal) =>
  SCOPES.flatMap((scope) => KEYS.map((permission) => ({ principal, permission, scope }))),
)

describe('a check', { timeout: 30_000 }, () => {
  it.each(['ana', 'bea', 'cy', 'sam', 'nobody'] as const)(
    'of %s is answered the same at once',
    async (who) => {
      const statuses = new Set<number>()
      for (const question of QUESTIONS) {
        const now = await ask(tokens[who], question, {})
        statuses.add(now.status)
        expect(now).toEqual(await ask(tokens[who], question, LONG_WAY))
      }
      expect([...statuses]).toEqual(
        { ana: [200], bea: [401], cy: [403, 200], sam: [404], nobody: [401] }[who],
      )
    },
  )

  it.each<[string, object, Record<string, string>, string]>([
    ['about another time', { at: '2027-01-01T00:00:00Z' }, {}, PATH],
    ['about a revision', { revision: 'acme@1' }, {}, PATH],
    ['about a time and a revision', { at: '2027-01-01T00:00:00Z', revision: '1' }, {}, PATH],
    ['at least as new as a revision', {}, { 'compartment-at-least': 'acme@1' }, PATH],
    ['newer than anything', {}, { 'compartment-at-least': 'acme@99999' }, PATH],
    ['in an organization that is not there', {}, {}, PATH.replace('acme', 'nowhere')],
    ['in an organization of others', {}, {}, PATH.replace('acme', 'beta')],
  ])('%s is answered the same', async (_what, more, headers, path) => {
    const question = { ...QUESTIONS[0]!, ...more }
    expect(await ask(house.token, question, headers, path)).toEqual(
      await ask(house.token, question, { ...headers, ...LONG_WAY }, path),
    )
  })

  it('sees a change that was made a moment before', async () => {
    const question = { principal: 'cy@acme.example', permission: 'project.read', scope: 'billing' }
    const asked = () => ask(house.token, question, {})
    expect((await asked()).body).toContain('"allowed":false')
    const { id } = (await house.admin.createAssignment({
      organization: 'acme',
      body: { user: 'cy@acme.example', role: 'viewer', scope: 'billing' },
    })) as { id: string }
    expect((await asked()).body).toContain('"allowed":true')
    await house.admin.deleteAssignment({ organization: 'acme', assignment: id, body: {} } as never)
    expect((await asked()).body).toContain('"allowed":false')
  })
})

it('a check that is refused stands in the activity log, whichever way it came', async () => {
  await using other = await openHouse()
  const { token } = await admit(other, 'cy@acme.example')
  const body = JSON.stringify({
    principal: 'ana@acme.example',
    permission: 'project.read',
    scope: 'organization',
  })
  for (const headers of [{ 'content-type': 'application/json' }, LONG_WAY]) {
    const asked = { method: 'POST', headers: { ...headers, authorization: `Bearer ${token}` }, body }
    expect((await fetch(`${other.url}${PATH}`, asked)).status).toBe(403)
  }
  const { items } = await other.admin.listAuditEvents({ organization: 'acme', type: 'access.denied' })
  const data = { operation: 'checkAccess', code: 'NOT_ALLOWED', permission: 'organization.user.read' }
  expect(items).toMatchObject([{ data }, { data }])
}, 60_000)
