/** AUD: what the journal says, to whom, and whether it can be made to lie. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, PASSWORD } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)
const events = async (type: string): Promise<number> =>
  (await admin('GET', `/audit/events?limit=500&type=${type}`)).body.items.length

it('AUD-01 a change is one deed in the journal, and what was refused is none', async () => {
  const before = await events('group.created')
  expect((await admin('POST', '/groups', { name: 'Told' })).status).toBe(201)
  expect((await admin('POST', '/groups', { name: 'Told' })).status).toBe(409)
  expect((await admin('POST', '/groups?dry_run=true', { name: 'Never' })).status).toBe(200)
  expect((await siege.ask(siege.a.viewer, 'POST', '/groups', { name: 'Denied' })).status).toBe(403)
  expect(await events('group.created')).toBe(before + 1)
})

it('AUD-02 a record that was changed, taken out or put elsewhere is found', async () => {
  const { store } = siege.server.deps
  const verdict = async () => (await admin('POST', '/audit/verify', {})).body
  const { events: length } = await verdict()
  const organization = siege.server.deps.organizations
  const { id } = (await organization.named('acme'))!
  const row = (sequence: number) => ({ organization: id, sequence })
  const [kept] = await store.rows(
    store.build.from
      .selectFrom('journal')
      .selectAll()
      .where('organization', '=', id)
      .where('sequence', '=', 9),
  )
  const edits = [
    { reason: 'nothing happened' },
    { actor_account: siege.a.viewer.id },
    { at: 1 },
    { command: 'x' },
  ]
  for (const edit of edits) {
    await store.write([store.build.update('journal', row(9), edit)])
    expect(await verdict(), JSON.stringify(edit)).toMatchObject({ verified: false, first_bad_sequence: 9 })
    await store.write([store.build.update('journal', row(9), kept as never)])
    expect(await verdict()).toMatchObject({ verified: true })
  }
  await store.write([store.build.remove('journal', row(length))])
  expect(await verdict()).toMatchObject({ verified: false, first_bad_sequence: length })
})

it('AUD-05 the journal is for those who may read it, here and nowhere else', async () => {
  for (const who of [siege.a.steward, siege.a.deployer, siege.a.caretaker]) {
    expect((await siege.ask(who, 'GET', '/audit/events')).status).toBe(403)
    expect((await siege.ask(who, 'POST', '/audit/verify', {})).status).toBe(403)
    expect((await siege.ask(who, 'POST', '/audit/revert', { sequence: 5 })).status).toBe(403)
  }
  expect((await siege.at('beta', 'GET', '/audit/events', { as: siege.a.admin.token })).status).toBe(404)
  expect((await admin('GET', '/audit/events')).status).toBe(200)
})

it('AUD-06 no secret that was used stands in the journal or in the store', async () => {
  const { store } = siege.server.deps
  const { admin: ada, invited } = siege.a
  await admin('POST', '/users', { email: 'secret@acme.test' })
  const rows = await store.rows(store.build.from.selectFrom('journal').selectAll())
  const text = JSON.stringify(rows)
  expect(text).toContain('invitation.created')
  for (const secret of [PASSWORD, ada.token, invited.token, siege.program]) expect(text).not.toContain(secret)
  expect(text).not.toMatch(/cp[slt]_[\w-]{20}|argon2/)
  // People are ids there, so that one can be erased.
  expect(text).not.toContain(ada.email)
})
