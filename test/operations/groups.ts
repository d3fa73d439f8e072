/** What is told of groups (what they give where, and what fills them), and people who come into one together. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { connectCorp, seated } from '../support/single-sign-on.ts'
import { Town } from '../support/town.ts'

const PEOPLE = ['kit', 'lou', 'mel', 'nan']
const addressOf = (name: string): string => `${name}@acme.test`

/** @param place the store, empty */
export function groupPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let town: Awaited<ReturnType<typeof Town.withAcme>>
  const ids = new Map<string, string>()
  let gus: Caller
  beforeAll(async () => {
    town = await Town.withAcme(await place())
    const { ada } = town
    for (const name of ['billing', 'shop']) await town.ask(ada, 'createProject', { body: { name } })
    const params = { project: 'billing' }
    await town.ask(ada, 'createEnvironment', { params, body: { name: 'production' } })
    for (const name of ['Ops', 'Empty', 'From Corp']) {
      const group = await town.ask(ada, 'createGroup', { body: { name, description: `the ${name}` } })
      if ('id' in group) ids.set(name, group.id)
    }
    for (const name of PEOPLE) ids.set(name, (await town.invite(ada, addressOf(name))).user.id)
    await connectCorp(town.deps)
    await seated(town.deps, ids.get('From Corp')!, ids.get('kit')!, 'sso:prv_corp')
    const permissions = ['organization.group.read']
    await town.ask(ada, 'createRole', { body: { name: 'Groups only', permissions } })
    gus = await town.person(ada, 'gus@acme.test', { role: 'Groups only' })
  })
  afterAll(() => town?.[Symbol.asyncDispose]())

  const show = (group: string, by = town.ada) => town.ask(by, 'showGroup', { params: { group } })
  const give = (role: string, scope: string, more = {}) =>
    town.ask(town.ada, 'createAssignment', { body: { role, scope, group: 'Ops', ...more } })
  const add = (group: string, people: readonly string[], query = {}, by = town.ada) =>
    town.ask(by, 'addGroupMembers', { params: { group }, body: { users: people }, query })
  const members = async (group: string) =>
    (await town.ask(town.ada, 'listGroupMembers', { params: { group } })).items

  describe('a group', () => {
    it('says which roles it gives and where, the widest place first; what is over is given no more', async () => {
      await give('viewer', 'shop')
      await give('deployer', 'billing/production')
      await give('deployer', 'organization', { expires_at: new Date(town.now + 1000).toISOString() })
      const gives = {
        roles: [
          { id: 'rol_deployer', name: 'deployer' },
          { id: 'rol_viewer', name: 'viewer' },
        ],
        role_count: 2,
      }
      const shop = { type: 'project', project: 'shop' }
      const production = { type: 'environment', project: 'billing', environment: 'production' }
      const whole = { ...gives, scopes: [{ type: 'organization' }, shop, production], scope_count: 3 }
      expect(await show('Ops')).toMatchObject({ assignment_count: 3, gives: whole })
      town.now += 1000
      expect(await show('Ops')).toMatchObject({
        assignment_count: 3,
        gives: { ...gives, scopes: [shop, production], scope_count: 2 },
      })
      const none = { roles: [], role_count: 0, scopes: [], scope_count: 0 }
      expect(await show('Empty')).toMatchObject({ member_count: 0, gives: none })
      const { items } = await town.ask(town.ada, 'listGroups')
      expect(items.find(({ name }) => name === 'Ops')).toEqual(await show('Ops'))
    })

    it('names ten roles and ten places and counts the rest', async () => {
      for (let at = 10; at < 22; at++) {
        await town.ask(town.ada, 'createProject', { body: { name: `place-${at}` } })
        const body = { name: `Role ${at}`, permissions: ['project.read'] }
        await town.ask(town.ada, 'createRole', { body })
        await town.ask(town.ada, 'createAssignment', {
          body: { role: `Role ${at}`, scope: `place-${at}`, group: 'Empty' },
        })
      }
      const { gives } = await show('Empty')
      expect([gives!.role_count, gives!.scope_count]).toEqual([12, 12])
      const numbers = Array.from({ length: 10 }, (_, at) => at + 10)
      expect(gives!.roles.map(({ name }) => name)).toEqual(numbers.map((at) => `Role ${at}`))
      expect(gives!.scopes.map(({ project }) => project)).toEqual(numbers.map((at) => `place-${at}`))
    })

    it('tells nobody what it gives who may not see roles', async () => {
      expect(await show('Ops', gus)).not.toHaveProperty('gives')
      const { items } = await town.ask(gus, 'listGroups')
      expect(JSON.stringify(items)).not.toContain('deployer')
      expect(items.find(({ name }) => name === 'Ops')).toMatchObject({
        assignment_count: 3,
        source: 'manual',
      })
    })

    it('says what fills it, and so does each seat', async () => {
      const corp = { source: 'sso:prv_corp', provider: { key: 'corp', display_name: 'Corp' } }
      expect(await show('From Corp')).toMatchObject(corp)
      expect(await members('From Corp')).toEqual([
        { id: ids.get('kit'), email: addressOf('kit'), name: '', ...corp },
      ])
      expect(await show('Ops')).toMatchObject({ source: 'manual' })
      expect(await show('Ops')).not.toHaveProperty('provider')
    })

    it('is found by a search, and sorted by its name or by how many are in it', async () => {
      const list = async (query: Record<string, string>) =>
        (await town.ask(town.ada, 'listGroups', { query })).items.map(({ name }) => name)
      expect(await list({})).toEqual(['Empty', 'From Corp', 'Ops'])
      expect((await list({ sort: '-members' }))[0]).toBe('From Corp')
      expect((await list({ sort: 'members' }))[2]).toBe('From Corp')
      expect(await list({ q: 'THE OPS' })).toEqual(['Ops'])
    })
  })

  describe('people who come into a group together', () => {
    it('are shown with what they gain before it is done, and come in with one change', async () => {
      const people = ['kit', 'lou', 'mel'].map(addressOf)
      const tried = await add('Ops', people, { dry_run: 'true' })
      expect('impact' in tried && tried.impact.totals).toMatchObject({ people: 3, lost: 0 })
      expect(await members('Ops')).toEqual([])
      const added = await add('Ops', people)
      expect('items' in added && added.items.map(({ email, source }) => [email, source])).toEqual(
        people.map((email) => [email, 'manual']),
      )
      const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'group.member.added' } })
      const [first, ...others] = items.slice(0, 3)
      expect(others.map(({ change }) => change)).toEqual([first!.change, first!.change])
      expect(first!.command).toBe('group member add')
    })

    it('may be there already, or be named twice: whoever is missing comes in', async () => {
      const added = await add('Ops', [addressOf('kit'), addressOf('nan'), ids.get('nan')!])
      expect('items' in added && added.items.map(({ email }) => email)).toEqual(['kit', 'nan'].map(addressOf))
      expect((await members('Ops')).map(({ email }) => email)).toEqual(PEOPLE.map(addressOf))
      const tried = await add('Ops', PEOPLE.map(addressOf), { dry_run: 'true' })
      expect('impact' in tried && [tried.events, tried.impact.totals.entries]).toEqual([[], 0])
    })

    it('come in all or none: one whom nobody knows is named', async () => {
      await town.ask(town.ada, 'removeGroupMember', { params: { group: 'Ops', user: addressOf('lou') } })
      const { refusal } = await town.refusal(add('Ops', [addressOf('lou'), 'nobody@acme.test']))
      expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: '/users/1' })
      expect((await members('Ops')).map(({ email }) => email)).not.toContain(addressOf('lou'))
    })

    it('do not come into a group that a provider fills, and no seat of one is taken away here', async () => {
      expect(await town.code(add('From Corp', [addressOf('lou')]))).toBe('MANAGED_IDENTITY')
      const params = { group: 'From Corp', user: addressOf('kit') }
      expect(await town.code(town.ask(town.ada, 'removeGroupMember', { params }))).toBe('MANAGED_IDENTITY')
      expect(await members('From Corp')).toHaveLength(1)
    })

    it('are not added by whoever would give them more than they have, or may not', async () => {
      const permissions = ['organization.group.manage', 'organization.group.read']
      await town.ask(town.ada, 'createRole', { body: { name: 'Groups', permissions } })
      const gil = await town.person(town.ada, 'gil@acme.test', { role: 'Groups' })
      const lou = [addressOf('lou')]
      const { refusal } = await town.refusal(add('Ops', lou, {}, gil))
      expect([refusal.code, refusal.missing?.map(({ scope }) => scope)]).toEqual([
        'ESCALATION',
        expect.arrayContaining(['shop', 'billing/production']) as unknown,
      ])
      expect(await town.code(add('Ops', lou, {}, gus))).toBe('NOT_ALLOWED')
    })
  })
}
