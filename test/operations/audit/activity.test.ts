/** The activity log: what it keeps, what it never keeps, and that a flood does not fill it. */
import { expect, it } from 'vitest'
import { ACTIVITY } from '../../../src/core/catalogue/activity.ts'
import { ActivityLog, type Limits } from '../../../src/operations/activity/activity-log.ts'
import { activity, BY_ITSELF } from '../../../src/operations/activity/record.ts'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { INSTALL, listActivity, verifyLogs } from '../../../src/store/store.ts'
import { second, Town } from '../../support/town.ts'

const ACME = async (town: Town): Promise<string> => (await town.deps.organizations.named('acme'))!.id

async function kept(town: Town, organization: string) {
  await town.deps.activity.flush()
  return listActivity(town.deps.store, organization, { order: 'ascending', limit: 100_000 })
}

const failure = (organization: string | null, account: string, at: number) =>
  ({
    type: 'sign_in.failed',
    organization,
    actor: { account: null, type: 'user', address: '192.0.2.9' },
    at,
    data: { account, cause: 'password' },
  }) as const

it('what was noted is written a moment later, with the fields of its type and no other', async () => {
  await using town = await Town.withAcme()
  const acme = await ACME(town)
  const data = { account: 'usr_1', cause: 'password', password: 'hunter2', token: 'cps_secret' } as object
  town.deps.activity.note({ ...failure(acme, 'usr_1', town.now), data })
  const found = (await kept(town, acme)).filter(({ type }) => type === 'sign_in.failed')
  expect(found.map((one) => one.data)).toEqual([{ account: 'usr_1', cause: 'password' }])
  expect(JSON.stringify(found)).not.toMatch(/hunter2|cps_secret/)
})

it('what belongs to a transaction is there with it, and not without it', async () => {
  await using town = await Town.withAcme()
  const { store } = town.deps
  const acme = await ACME(town)
  const told = activity(town.deps, {
    type: 'link.shown',
    organization: acme,
    actor: BY_ITSELF,
    at: town.now,
    data: { purpose: 'reset', account: 'usr_1' },
  })
  const before = (await kept(town, acme)).length
  const taken = store.build.insert('install', { key: 'taken', value: '1' })
  expect((await store.write([...told, taken, taken])).outcome).toBe('conflict')
  expect(await kept(town, acme)).toHaveLength(before)
  expect((await store.write([...told, taken])).outcome).toBe('committed')
  expect(await kept(town, acme)).toHaveLength(before + 1)
})

it('what concerns no organization is seen by no tenant; what concerns two is seen by both', async () => {
  await using town = await Town.withAcme()
  const beta = await second(town, 'beta')
  const [acme, other] = [await ACME(town), (await town.deps.organizations.named('beta'))!.id]
  town.deps.activity.note(failure(null, 'nobody', town.now))
  town.deps.activity.note({ ...failure(acme, 'usr_1', town.now), organization: [acme, other] })
  const failures = async (place: string) =>
    (await kept(town, place)).filter(({ type }) => type === 'sign_in.failed').map(({ data }) => data.account)
  expect(await failures(INSTALL)).toContain('nobody')
  expect(await failures(acme)).toEqual(['usr_1'])
  expect(await failures(other)).toEqual(['usr_1'])
  const seen = await town.ask(beta, 'listAuditEvents', {
    params: { organization: 'beta' },
    query: { type: 'sign_in.failed' },
  })
  expect(seen.items.map(({ data }) => data['account'])).toEqual(['usr_1'])
})

it('a refusal for want of permission is noted where it happened, with what was missing', async () => {
  await using town = await Town.withAcme()
  const bo = await town.person(town.ada, 'bo@acme.test')
  expect(await town.code(town.ask(bo, 'createRole', { body: { name: 'x', permissions: [] } }))).toBe(
    'NOT_ALLOWED',
  )
  // An answer about access is none.
  await town.ask(town.ada, 'checkAccess', {
    body: { principal: 'bo@acme.test', permission: 'project.read', scope: 'organization' },
  })
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'access.denied' } })
  expect(items).toMatchObject([
    {
      log: 'activity',
      sequence: null,
      actor: { email: 'bo@acme.test' },
      data: { operation: 'createRole', code: 'NOT_ALLOWED', permission: 'organization.role.manage' },
    },
  ])
})

it('a stranger who asks is not in the log of an organization they do not belong to', async () => {
  await using town = await Town.withAcme()
  const stranger = await second(town, 'beta')
  expect(await town.code(town.ask(stranger, 'listAuditEvents'))).toBe('NOT_FOUND')
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'access.denied' } })
  expect(items).toEqual([])
})

it('sealed batches are a chain: any record that is changed, removed or added later is found', async () => {
  await using town = await Town.withAcme()
  const { store, auditKeys } = town.deps
  const acme = await ACME(town)
  const problem = async () => (await verifyLogs(store, acme, { verify: auditKeys.verify })).problem
  for (let batch = 0; batch < 3; batch++) {
    for (let n = 0; n < 4; n++) town.deps.activity.note(failure(acme, `usr_${batch}_${n}`, town.now))
    await keepAudit(town.deps)
    town.now += 1000
  }
  expect(await problem()).toBeUndefined()
  const rows = (await kept(town, acme)).filter(({ batch }) => batch !== undefined)
  const victim = rows[5]!
  const whole = await store.first(
    store.build.from.selectFrom('activity').selectAll().where('id', '=', victim.id),
  )
  const place = { organization: acme, id: victim.id }
  const edits = [{ data: '{"account":"usr_x"}' }, { data: '{' }, { at: 1 }, { actor_address: '203.0.113.1' }]
  for (const edit of [...edits, { hash: '0'.repeat(64) }, { batch: 9 }, { type: 'mail.sent' }]) {
    await store.write([store.build.update('activity', place, edit)])
    expect(await problem(), JSON.stringify(edit)).toMatch(/^activity log: /)
    await store.write([store.build.update('activity', place, whole!)])
  }
  expect(await problem()).toBeUndefined()
  await store.write([store.build.insert('activity', { ...whole!, id: `${victim.id}x` })])
  expect(await problem()).toMatch(/records and had/)
  await store.write([store.build.remove('activity', { organization: acme, id: `${victim.id}x` })])
  await store.write([store.build.remove('activity', place)])
  expect(await problem()).toMatch(/records and had/)
})

it('old activity is removed in whole batches, and a record says so; the chain still verifies', async () => {
  await using town = await Town.withAcme()
  const deps = { ...town.deps, activityDays: 30 }
  const acme = await ACME(town)
  deps.activity.note(failure(acme, 'usr_old', town.now))
  await keepAudit(deps)
  town.now += 31 * 86_400_000
  deps.activity.note(failure(acme, 'usr_new', town.now))
  await keepAudit(deps)
  await keepAudit(deps)
  const left = await kept(town, acme)
  expect(left.filter(({ type }) => type === 'sign_in.failed').map(({ data }) => data.account)).toEqual([
    'usr_new',
  ])
  expect(left.find(({ type }) => type === 'activity.cut')?.data).toMatchObject({ through: 1 })
  const verdict = async () => verifyLogs(deps.store, acme, { verify: deps.auditKeys.verify })
  expect((await verdict()).problem).toBeUndefined()
  // Whoever removes a batch without that record is found.
  const { build } = deps.store
  const last = left.at(-1)!.batch!
  await deps.store.write([
    build.from.deleteFrom('activity').where('batch', '=', last).compile(),
    build.update('activity_batches', { organization: acme, number: last }, { cut_at: town.now }),
  ])
  expect((await verdict()).problem).toMatch(/no record says that they were removed/)
})

const LIMITS: Limits = { perAccount: 5, perType: 20, window: 60_000, waiting: 50 }

it('of a flood so much is kept and the rest is counted, and other things are not lost', async () => {
  await using town = await Town.withAcme()
  const acme = await ACME(town)
  const before = (await kept(town, acme)).length
  const log = new ActivityLog({ ...town.deps }, LIMITS)
  for (let n = 0; n < 10_000; n++) log.note(failure(acme, `usr_${n % 7}`, town.now))
  log.note({
    type: 'session.ended',
    organization: acme,
    actor: BY_ITSELF,
    at: town.now,
    data: { cause: 'revoked' },
  })
  await log.close()
  const written = (await kept(town, acme)).slice(before)
  const sampled = written.filter(({ type }) => type === 'activity.sampled')
  const failures = written.filter(({ type }) => type === 'sign_in.failed')
  expect(failures).toHaveLength(20)
  expect(sampled.map(({ data }) => data)).toEqual([{ type: 'sign_in.failed', count: 9980, since: town.now }])
  expect(written.filter(({ type }) => type === 'session.ended')).toHaveLength(1)
})

it('when the store cannot write, what waits stays bounded and is written later', async () => {
  let broken = false
  const trace = (sql: string): void => {
    if (broken && sql.startsWith('insert into "activity"')) throw new Error('the disk is gone')
  }
  await using town = await Town.withAcme({ memory: true, trace })
  const acme = await ACME(town)
  const before = (await kept(town, acme)).length
  broken = true
  const log = new ActivityLog({ ...town.deps }, { ...LIMITS, perAccount: 1000, perType: 1000 })
  for (let n = 0; n < 200; n++) log.note(failure(acme, 'usr_1', town.now))
  await log.flush()
  expect(await kept(town, acme)).toHaveLength(before)
  broken = false
  await log.close()
  const written = (await kept(town, acme)).slice(before)
  expect(written.filter(({ type }) => type === 'sign_in.failed')).toHaveLength(50)
  expect(written.find(({ type }) => type === 'activity.sampled')?.data).toMatchObject({ count: 150 })
})

it('no type of activity has a field for a secret', () => {
  const fields = Object.values(ACTIVITY).flat() as string[]
  expect(fields.filter((name) => /secret|password|hash_of|credential|value/.test(name))).toEqual([])
})
