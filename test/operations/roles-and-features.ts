/** What is told of roles (who holds them, where, and which have a permission) and what switching a feature comes to. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { Town } from '../support/town.ts'

const GATED = ['cases.close', 'deployment.promote']
const CATALOGUE = {
  families: [
    {
      name: 'Cases',
      permissions: [{ key: 'cases.close', description: 'Close.', capability: 'close cases' }],
    },
  ],
  features: [{ key: 'cases', name: 'Cases', kind: 'flag', gates: GATED }],
}

/** @param place the store, empty */
export function rolesAndFeaturesPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let town: Awaited<ReturnType<typeof Town.withAcme>>
  const people = new Map<string, Caller>()
  beforeAll(async () => {
    town = await Town.withAcme(await place())
    const { ada } = town
    for (const name of ['billing', 'shop']) await town.ask(ada, 'createProject', { body: { name } })
    const params = { project: 'billing' }
    await town.ask(ada, 'createEnvironment', { params, body: { name: 'production' } })
    await town.ask(ada, 'applyCatalogue', { params: { catalogue: 'desk' }, body: CATALOGUE })
    await town.ask(ada, 'createRole', {
      body: { name: 'Agent', permissions: ['cases.close', 'project.read'] },
    })
    await town.ask(ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(ada, 'createAssignment', { body: { role: 'Agent', group: 'Ops', scope: 'shop' } })
    const given = [{ role: 'Agent', scope: 'billing/production' }]
    people.set('kit', await town.person(ada, 'kit@acme.test', { role: 'deployer' }))
    people.set('mel', await town.person(ada, 'mel@acme.test', { groups: ['Ops'], assignments: given }))
    await town.person(ada, 'bob@acme.test', { role: 'admin' })
    await town.ask(ada, 'blockUser', { params: { user: 'bob@acme.test' } })
  })
  afterAll(() => town?.[Symbol.asyncDispose]())

  describe('a role', () => {
    it('is counted with its people, groups and places, the widest place first', async () => {
      expect(await town.ask(town.ada, 'showRole', { params: { role: 'Agent' } })).toMatchObject({
        assignment_count: 2,
        user_count: 1,
        group_count: 1,
        scope_count: 2,
        scopes: [
          { type: 'project', project: 'shop' },
          { type: 'environment', project: 'billing', environment: 'production' },
        ],
      })
      const viewer = await town.ask(town.ada, 'showRole', { params: { role: 'viewer' } })
      expect([viewer.scope_count, viewer.scopes]).toEqual([0, []])
    })

    it('that is given at many places names ten of them and counts the rest', async () => {
      await town.ask(town.ada, 'createRole', { body: { name: 'Wide', permissions: ['project.read'] } })
      for (let at = 10; at < 22; at++) {
        await town.ask(town.ada, 'createProject', { body: { name: `place-${at}` } })
        const body = { role: 'Wide', group: 'Ops', scope: `place-${at}` }
        await town.ask(town.ada, 'createAssignment', { body })
      }
      const { scopes, scope_count } = await town.ask(town.ada, 'showRole', { params: { role: 'Wide' } })
      expect(scope_count).toBe(12)
      expect(scopes.map(({ project }) => project)).toEqual(
        Array.from({ length: 10 }, (_, at) => `place-${at + 10}`),
      )
      await town.ask(town.ada, 'deleteRole', { params: { role: 'Wide' } })
    })

    it('is found by a permission that it has, an application’s among them', async () => {
      const having = async (permission: string) =>
        (await town.ask(town.ada, 'listRoles', { query: { permission } })).items.map(({ name }) => name)
      expect(await having('deployment.promote')).toEqual(['admin', 'deployer'])
      expect(await having('cases.close')).toEqual(['admin', 'Agent'])
      expect(await having('no.such.key')).toEqual([])
      const query = { permission: 'cases.close', kind: 'custom' }
      expect((await town.ask(town.ada, 'listRoles', { query })).items.map(({ name }) => name)).toEqual([
        'Agent',
      ])
    })
  })

  describe('the roles of a person', () => {
    it('say through which group each comes', async () => {
      const { roles } = await town.ask(town.ada, 'showUser', { params: { user: 'mel@acme.test' } })
      expect(roles.map(({ name, scope, group }) => [name, scope.project, group?.name])).toEqual([
        ['Agent', 'billing', undefined],
        ['Agent', 'shop', 'Ops'],
      ])
    })

    it('say nothing of groups to whoever may not see them', async () => {
      const permissions = ['organization.user.read', 'organization.role.read']
      await town.ask(town.ada, 'createRole', { body: { name: 'Roles only', permissions } })
      const rob = await town.person(town.ada, 'rob@acme.test', { role: 'Roles only' })
      const { roles } = await town.ask(rob, 'showUser', { params: { user: 'mel@acme.test' } })
      expect(roles).toEqual([expect.objectContaining({ name: 'Agent', scope: expect.anything() as unknown })])
      expect(JSON.stringify(roles)).not.toContain('Ops')
    })
  })

  describe('a flag', () => {
    const set = (enabled: boolean, dry = false) =>
      town.ask(town.ada, 'setFeature', {
        params: { feature: 'cases' },
        body: { enabled },
        query: dry ? { dry_run: 'true' } : {},
      })
    const effect = async (enabled: boolean) => {
      const tried = await set(enabled, true)
      if (!('effect' in tried)) throw new Error('not a dry run')
      return tried.effect
    }
    const check = (principal: string, permission: string, scope: string) =>
      town.ask(town.ada, 'checkAccess', { body: { principal, permission, scope } })

    it('that is off is off for all, whatever the role, and nothing lists what it gates', async () => {
      const asked: readonly (readonly [string, string, string])[] = [
        ['ada@acme.test', 'cases.close', 'organization'],
        ['ada@acme.test', 'deployment.promote', 'billing/production'],
        ['kit@acme.test', 'deployment.promote', 'organization'],
        ['mel@acme.test', 'cases.close', 'shop'],
        ['mel@acme.test', 'cases.close', 'billing/production'],
      ]
      for (const question of asked)
        expect((await check(...question)).code, question.join(' ')).toBe('FLAG_OFF')
      for (const principal of ['ada@acme.test', 'kit@acme.test', 'mel@acme.test']) {
        const { items } = await town.ask(town.ada, 'whatAccess', { body: { principal } })
        const listed = items.flatMap(({ permissions }) => permissions)
        for (const key of GATED) expect(listed, principal).not.toContain(key)
      }
      for (const permission of GATED) {
        const body = { permission, scope: 'organization' }
        expect((await town.ask(town.ada, 'whoHasAccess', { body })).items).toEqual([])
      }
    })

    it('is tried first: a dry run says who can do more by it, place by place, and changes nothing', async () => {
      const { totals, entries } = await effect(true)
      expect(
        entries.map(({ email, scope, gained, lost }) => [
          email?.split('@')[0],
          scope.environment ?? scope.project ?? 'organization',
          gained.join(' '),
          lost.join(' '),
        ]),
      ).toEqual(
        expect.arrayContaining([
          ['ada', 'organization', 'cases.close deployment.promote', ''],
          ['kit', 'organization', 'deployment.promote', ''],
          ['mel', 'shop', 'cases.close', ''],
          ['mel', 'production', 'cases.close', ''],
        ]),
      )
      // The install's own service account is one of them; Bob is blocked: it changes nothing that he can do.
      expect(totals).toEqual({ people: 4, entries: 5, gained: 7, lost: 0 })
      const tried = await set(true, true)
      expect('impact' in tried && tried.impact.totals.entries).toBe(0)
      expect((await check('ada@acme.test', 'cases.close', 'organization')).code).toBe('FLAG_OFF')
    })

    it('does what was shown, and takes back the same', async () => {
      const before = await effect(true)
      await set(true)
      for (const { principal, scope, gained } of before.entries)
        for (const key of gained) {
          const at = [scope.project, scope.environment].filter(Boolean).join('/') || 'organization'
          expect((await check(principal, key, at)).allowed, `${principal} ${key} ${at}`).toBe(true)
        }
      expect(await effect(true)).toEqual({
        totals: { people: 0, entries: 0, gained: 0, lost: 0 },
        entries: [],
      })
      const off = await effect(false)
      expect(off.entries).toEqual(
        before.entries.map(({ principal, email, scope, gained }) => ({
          principal,
          email,
          scope,
          gained: [],
          lost: gained,
        })),
      )
      await set(false)
      expect((await check('kit@acme.test', 'deployment.promote', 'organization')).code).toBe('FLAG_OFF')
    })

    it('names nobody to whoever may not see people', async () => {
      const permissions = ['organization.settings.manage']
      await town.ask(town.ada, 'createRole', { body: { name: 'Settings only', permissions } })
      const sue = await town.person(town.ada, 'sue@acme.test', { role: 'Settings only' })
      const parts = { params: { feature: 'cases' }, body: { enabled: true }, query: { dry_run: 'true' } }
      const tried = await town.ask(sue, 'setFeature', parts)
      expect('effect' in tried && tried.effect.entries).toHaveLength(5)
      expect(JSON.stringify(tried)).not.toContain('@acme.test')
    })
  })

  it('people are listed by whether they have beta access', async () => {
    await town.ask(town.ada, 'setBetaAccess', {
      params: { user: 'kit@acme.test' },
      body: { enabled: true },
    })
    const list = async (beta_access: string) =>
      (await town.ask(town.ada, 'listUsers', { query: { beta_access } })).items.map(({ email }) => email)
    expect(await list('true')).toEqual(['kit@acme.test'])
    expect(await list('false')).not.toContain('kit@acme.test')
  })
}
