import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

const EXPECTED = 'alex@acme.test can deployment.create at billing/production'
const NARROW = { role: 'viewer', user: 'alex@acme.test', scope: 'billing/production' }

async function town(...texts: string[]) {
  const made = await Town.withAcme()
  await made.ask(made.ada, 'createProject', { body: { name: 'billing' } })
  const at = { params: { project: 'billing' }, body: { name: 'production' } }
  await made.ask(made.ada, 'createEnvironment', at)
  await made.person(made.ada, 'alex@acme.test', { assignments: [{ role: 'deployer', scope: 'billing' }] })
  for (const text of texts) await made.ask(made.ada, 'addExpectation', { body: { text, note: 'on call' } })
  return made
}

async function readerOf(made: Town & { ada: Parameters<Town['person']>[0] }, ...permissions: string[]) {
  await made.ask(made.ada, 'createRole', { body: { name: 'Some', permissions } })
  return made.person(made.ada, 'cy@acme.test', { role: 'Some' })
}

describe('an expectation', () => {
  it('is added, listed in words and removed', async () => {
    await using made = await town()
    const added = await made.ask(made.ada, 'addExpectation', { body: { text: ` ${EXPECTED} ` } })
    expect(added).toMatchObject({ text: EXPECTED, can: true, scope: 'billing/production', holds: true })
    if (!('id' in added)) throw new Error('a dry run')
    expect((await made.ask(made.ada, 'listExpectations')).items).toEqual([added])
    await made.ask(made.ada, 'removeExpectation', { params: { expectation: added.id } })
    expect((await made.ask(made.ada, 'listExpectations')).items).toEqual([])
  })

  it.each([
    ['alex can deploy', 'INVALID'],
    ['nobody@acme.test can project.read at billing', 'NOT_A_MEMBER'],
    ['alex@acme.test can project.read at shop', 'UNKNOWN_SCOPE'],
    ['alex@acme.test cannot deployment.create at billing', 'EXPECTATION_BROKEN'],
  ])('is refused where it says nothing true: %s', async (text, code) => {
    await using made = await town()
    expect(await made.code(made.ask(made.ada, 'addExpectation', { body: { text } }))).toBe(code)
  })

  it('stands after a restart, and so does what it refuses', async () => {
    await using made = await town(EXPECTED)
    const { store } = made.deps
    const { Organizations } = await import('../../src/operations/organizations.ts')
    const living = await new Organizations(store).named('acme')
    expect(living!.snapshot.expectations).toMatchObject([{ can: true, note: 'on call' }])
  })

  it('refuses a change that breaks it, with the list, also when it is only tried', async () => {
    await using made = await town(EXPECTED)
    for (const query of [{}, { dry_run: 'true' }]) {
      const refused = await made.refusal(made.ask(made.ada, 'createAssignment', { body: NARROW, query }))
      expect(refused.refusal.code).toBe('EXPECTATION_BROKEN')
      expect(refused.more.expectations).toMatchObject({
        total: 1,
        broken: [
          {
            text: EXPECTED,
            email: 'alex@acme.test',
            scope: { type: 'environment', project: 'billing', environment: 'production' },
          },
        ],
      })
    }
  })

  it('is overridden by its digest and a reason, both of which the journal keeps', async () => {
    await using made = await town(EXPECTED)
    const attempt = (body: object, query: object) =>
      made.ask(made.ada, 'createAssignment', { body: { ...NARROW, ...body }, query: { ...query } })
    const { more } = await made.refusal(attempt({}, {}))
    const override = { override_expectations: more.expectations!.digest! }
    expect(await made.code(attempt({}, override))).toBe('REASON_REQUIRED')
    const { refusal } = await made.refusal(attempt({ reason: 'INC-7' }, override))
    expect(refusal.code).toBe('WOULD_NARROW')
    await attempt({ reason: 'INC-7' }, { ...override, accept_impact: refusal.impact!.digest })
    const { items } = await made.ask(made.ada, 'listAuditEvents', { query: { log: 'journal', limit: 2 } })
    expect(items.map(({ type, reason }) => [type, reason])).toEqual([
      ['expectation.overridden', 'INC-7'],
      ['assignment.created', 'INC-7'],
    ])
    expect(items[0]!.data).toMatchObject({ digest: override.override_expectations })
    expect((await made.ask(made.ada, 'listExpectations')).items[0]!.holds).toBe(false)
  })

  it('names nobody to somebody who may not see people', async () => {
    await using made = await town()
    await made.ask(made.ada, 'createRole', { body: { name: 'Viewer2', permissions: ['project.read'] } })
    await made.person(made.ada, 'bo@acme.test')
    await made.ask(made.ada, 'addExpectation', {
      body: { text: 'bo@acme.test cannot project.read at billing' },
    })
    const cy = await readerOf(made, 'organization.role.manage', 'organization.role.read', 'project.read')
    const { id } = (await made.deps.organizations.named('acme'))!.snapshot.members.get(
      (await made.deps.organizations.named('acme'))!.idOf('bo@acme.test')!,
    )!
    const body = { role: 'Viewer2', user: id, scope: 'billing' }
    const { more } = await made.refusal(made.ask(cy, 'createAssignment', { body }))
    expect(more.expectations?.broken).toMatchObject([{ text: `${id} cannot project.read at billing` }])
    expect(JSON.stringify(more)).not.toContain('bo@acme.test')
  })
})

describe('a file of expectations', () => {
  it('is tested: each holds or says for whom it does not, and why', async () => {
    await using made = await town()
    const expectations = [
      EXPECTED,
      'alex@acme.test cannot deployment.create at anywhere',
      'alex@acme.test can organization.role.manage at billing',
      'alex@acme.test can project.read at shop',
      'what is this',
    ]
    const { passed, items } = await made.ask(made.ada, 'testExpectations', { body: { expectations } })
    expect(passed).toBe(false)
    expect(items.map(({ holds, problem, failing }) => [holds, failing[0]?.code, problem])).toEqual([
      [true, undefined, undefined],
      [false, 'ALLOWED', undefined],
      [false, 'KEY_NOT_IN_ROLE', undefined],
      [false, undefined, 'no scope `shop`'],
      [false, undefined, expect.stringContaining('not a statement')],
    ])
    const one = await made.ask(made.ada, 'testExpectations', { body: { expectations: [EXPECTED] } })
    expect(one.passed).toBe(true)
  })
})
