/** `audit list`: both logs as one, newest first, by whatever is asked for; for those who may read it (S2-5). */
import { expect, it } from 'vitest'
import { Town } from '../../support/town.ts'

async function busy() {
  const town = await Town.withAcme()
  const { ada } = town
  const step = () => (town.now += 60_000)
  await town.ask(ada, 'createProject', { body: { name: 'billing' } })
  step()
  await town.ask(ada, 'createEnvironment', { params: { project: 'billing' }, body: { name: 'production' } })
  step()
  const bo = await town.person(ada, 'bo@acme.test')
  step()
  const mid = new Date(town.now).toISOString()
  await town.ask(ada, 'createAssignment', {
    body: { role: 'deployer', scope: 'billing/production', user: 'bo@acme.test', reason: 'INC-7: rollout' },
  })
  step()
  expect(await town.code(town.ask(bo, 'createGroup', { body: { name: 'Nope' } }))).toBe('NOT_ALLOWED')
  step()
  await town.ask(ada, 'createGroup', { body: { name: 'Ops' } })
  return Object.assign(town, { bo, mid })
}

it('both logs are one list, newest first, and every page goes on where the one before ended', async () => {
  await using town = await busy()
  const all = (await town.ask(town.ada, 'listAuditEvents', { query: { limit: 500 } })).items
  expect(new Set(all.map(({ log }) => log))).toEqual(new Set(['journal', 'activity']))
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
  const paged: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await town.ask(town.ada, 'listAuditEvents', {
      query: { limit: 2, ...(cursor && { cursor }) },
    })
    paged.push(...page.items.map(({ id }) => id))
    if (page.next_cursor === null) break
    cursor = page.next_cursor
  }
  expect(paged).toEqual(all.map(({ id }) => id))
  expect(new Set(paged).size).toBe(paged.length)
})

it.each<[string, Record<string, string>, string[]]>([
  ['by type', { type: 'group.created' }, ['group.created']],
  ['by the first words of a type', { type: 'environment' }, ['environment.created']],
  ['by a person that it is about', { target: 'bo@acme.test', type: 'assignment' }, ['assignment.created']],
  ['by a group, by name', { target: 'Ops' }, ['group.created']],
  ['by a project, by name', { target: 'billing' }, ['environment.created', 'project.created']],
  ['by a place and what is inside', { scope: 'billing', type: 'assignment' }, ['assignment.created']],
  ['by a narrower place', { scope: 'billing/production' }, ['assignment.created', 'environment.created']],
  ['by text of a reason', { q: 'inc-7' }, ['assignment.created']],
  ['by log', { log: 'activity', type: 'access' }, ['access.denied']],
  ['by who acted', { actor: 'bo@acme.test', type: 'access.denied' }, ['access.denied']],
  ['by something that is not there', { target: 'nothing%' }, []],
  ['by a type that is none', { type: 'no.such' }, []],
])('is narrowed %s', async (_how, query, types) => {
  await using town = await busy()
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query })
  expect(items.map(({ type }) => type).filter((type) => !type.startsWith('session.'))).toEqual(types)
})

it('is cut at both ends of a time: since counts, until does not', async () => {
  await using town = await busy()
  const since = (await town.ask(town.ada, 'listAuditEvents', { query: { since: town.mid } })).items
  const until = (await town.ask(town.ada, 'listAuditEvents', { query: { until: town.mid, limit: 500 } }))
    .items
  const all = (await town.ask(town.ada, 'listAuditEvents', { query: { limit: 500 } })).items
  expect([...since, ...until].map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  expect(since.at(-1)).toMatchObject({ type: 'assignment.created', at: town.mid })
})

it('records of one change name its first record', async () => {
  await using town = await busy()
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { log: 'journal', limit: 500 } })
  const founding = items.filter(({ change }) => change === 1)
  expect(founding.length).toBeGreaterThan(1)
  expect(founding.at(-1)).toMatchObject({ sequence: 1, type: 'organization.created' })
  expect(items.every(({ change, sequence }) => change! <= sequence!)).toBe(true)
})

it('two changes of one person in the same millisecond stay two', async () => {
  await using town = await Town.withAcme()
  for (const name of ['One', 'Two']) await town.ask(town.ada, 'createGroup', { body: { name } })
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'group.created' } })
  expect(new Set(items.map(({ at }) => at)).size).toBe(1)
  const undone = await town.ask(town.ada, 'revertChange', { body: { sequence: items[0]!.sequence! } })
  expect(undone).toMatchObject({ reverted: { first: items[0]!.sequence, last: items[0]!.sequence } })
  const { items: groups } = await town.ask(town.ada, 'listGroups')
  expect(groups.map(({ name }) => name)).toEqual(['One'])
})

it('S2-5 only who may read the audit log lists, exports, verifies it or sees its checkpoints', async () => {
  await using town = await busy()
  const query = { first: '1', second: '2' }
  for (const name of ['listAuditEvents', 'exportAuditEvents', 'listCheckpoints'] as const)
    expect(await town.code(town.result(town.bo, name))).toBe('NOT_ALLOWED')
  expect(await town.code(town.result(town.bo, 'verifyAudit', { body: {} }))).toBe('NOT_ALLOWED')
  expect(await town.code(town.result(town.bo, 'proveConsistency', { query }))).toBe('NOT_ALLOWED')
  await town.ask(town.ada, 'createRole', {
    body: { name: 'Auditor', permissions: ['organization.audit.read'] },
  })
  const eve = await town.person(town.ada, 'eve@acme.test', { role: 'Auditor' })
  for (const name of ['listAuditEvents', 'exportAuditEvents', 'listCheckpoints'] as const)
    await town.result(eve, name)
  expect(await town.ask(eve, 'verifyAudit', { body: {} })).toMatchObject({ verified: true })
})
