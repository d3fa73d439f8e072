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
  const formats = ['', '?format=csv', '?format=ocsf', '?q=beta', '?target=admin', '?log=activity']
  const ways = ['/audit/checkpoints', '/audit/consistency?first=1&second=2']
  for (const path of [...ways, ...formats.map((query) => `/audit/export${query}`)]) {
    for (const who of [siege.a.steward, siege.a.deployer, siege.a.caretaker, siege.a.viewer])
      expect((await siege.ask(who, 'GET', path)).status, path).toBe(403)
    expect((await siege.at('beta', 'GET', path, { as: siege.a.admin.token })).status, path).toBe(404)
    const answer = await admin('GET', path)
    expect(answer.status, path).toBe(200)
    for (const theirs of [siege.b.admin.id, siege.b.viewer.id])
      expect(answer.text, path).not.toContain(theirs)
  }
})

it('AUD-06 no secret that was used stands in the journal or in the store', async () => {
  const { store } = siege.server.deps
  const { admin: ada, invited } = siege.a
  await admin('POST', '/users', { email: 'secret@acme.test' })
  const rows = await store.rows(store.build.from.selectFrom('journal').selectAll())
  const text = JSON.stringify(rows)
  expect(text).toContain('invitation.created')
  await siege.server.deps.activity.flush()
  const activity = JSON.stringify(await store.rows(store.build.from.selectFrom('activity').selectAll()))
  const exports = await Promise.all(
    ['ndjson', 'csv', 'ocsf'].map(
      async (format) => (await admin('GET', `/audit/export?format=${format}`)).text,
    ),
  )
  for (const secret of [PASSWORD, ada.token, invited.token, siege.program]) {
    for (const place of [text, activity, ...exports]) expect(place).not.toContain(secret)
  }
  for (const place of [activity, ...exports]) expect(place).not.toMatch(/cp[slt]_[\w-]{20}|argon2/)
  expect(text).not.toMatch(/cp[slt]_[\w-]{20}|argon2/)
  // People are ids there, so that one can be erased.
  expect(text).not.toContain(ada.email)
})

it('AUD-01 a change whose record cannot be written is not made, and every denial leaves one record', async () => {
  const { store, activity, organizations } = siege.server.deps
  const { id } = (await organizations.named('acme'))!
  const denials = async (): Promise<number> => {
    await activity.flush()
    const query = store.build.from.selectFrom('activity').select('id').where('organization', '=', id)
    return (await store.rows(query.where('type', '=', 'access.denied'))).length
  }
  const before = await denials()
  expect((await siege.ask(siege.a.nobody, 'POST', '/groups', { name: 'Denied' })).status).toBe(403)
  expect((await siege.ask(siege.a.nobody, 'GET', '/users')).status).toBe(403)
  expect(await denials()).toBe(before + 2)
})

it('AUD-08 a flood of refusals is kept in part and counted in full, and what else happens is not lost', async () => {
  const { store, activity, organizations } = siege.server.deps
  const { id } = (await organizations.named('acme'))!
  const kept = async (type: string) => {
    await activity.flush()
    const query = store.build.from.selectFrom('activity').selectAll().where('organization', '=', id)
    return store.rows(query.where('type', '=', type))
  }
  await activity.close()
  const denied = async (): Promise<number> => (await kept('access.denied')).length
  const before = await denied()
  for (let round = 0; round < 20; round++) {
    const wave = Array.from({ length: 20 }, () => siege.ask(siege.a.viewer, 'POST', '/groups', { name: 'x' }))
    await Promise.all(wave)
  }
  expect((await siege.ask(siege.a.steward, 'GET', '/audit/events')).status).toBe(403)
  const between = (await denied()) - before
  expect(between).toBeGreaterThan(1)
  expect(between).toBeLessThanOrEqual(61)
  await activity.close()
  const counted = (await kept('activity.sampled')).map(({ data }) => JSON.parse(data) as { count: number })
  expect(counted.reduce((sum, { count }) => sum + count, 0) + between).toBeGreaterThanOrEqual(401)
})

it('AUD-09 nothing over the API switches the log off, shortens it or removes from it', async () => {
  for (const method of ['DELETE', 'PUT', 'PATCH', 'POST'])
    for (const path of [
      '/audit/events',
      '/audit/events/1',
      '/audit',
      '/audit/checkpoints',
      '/audit/checkpoints/1',
      '/audit/export',
    ])
      expect([404, 405], `${method} ${path}`).toContain((await admin(method, path, {})).status)
  const body = { activity_days: 1, journal_days: 1, audit: false }
  expect((await admin('PUT', '/settings', body)).status).toBe(400)
})

it('AUD-02 a journal that was cut at its end, head and all, is caught by the last signed checkpoint', async () => {
  await using other = await Siege.lay()
  const { store, organizations } = other.server.deps
  const { id } = (await organizations.named('acme'))!
  expect((await other.ask(other.a.admin, 'GET', '/audit/export')).status).toBe(200)
  const verdict = async () => (await other.ask(other.a.admin, 'POST', '/audit/verify', {})).body
  const { events: length } = await verdict()
  expect(await verdict()).toMatchObject({ verified: true, checkpoints: 1 })
  const query = store.build.from.selectFrom('journal').selectAll().where('organization', '=', id)
  const last = (await store.first(query.where('sequence', '=', length - 3)))!
  await store.write([
    store.build.from
      .deleteFrom('journal')
      .where('organization', '=', id)
      .where('sequence', '>', length - 3)
      .compile(),
    store.build.update('organizations', { id }, { sequence: last.sequence, head_hash: last.hash }),
  ])
  expect(await verdict()).toMatchObject({ verified: false, first_bad_sequence: length - 2 })
})
