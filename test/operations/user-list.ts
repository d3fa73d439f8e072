/** The list of users: three standings, each person in exactly one; what cuts and sorts it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import type { StoreOptions } from '../../src/store/store.ts'
import { Town } from '../support/town.ts'

const DAY = 24 * 3600 * 1000

/** @param place the store, empty */
export function userListPromises(place: () => StoreOptions | Promise<StoreOptions>): void {
  let town: Awaited<ReturnType<typeof Town.withAcme>>
  let rea: Caller
  beforeAll(async () => {
    town = await Town.withAcme(await place())
    const { ada } = town
    await town.ask(ada, 'createProject', { body: { name: 'billing' } })
    await town.ask(ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(ada, 'createAssignment', { body: { role: 'deployer', group: 'Ops', scope: 'billing' } })
    await town.ask(ada, 'createRole', { body: { name: 'Reader', permissions: ['organization.user.read'] } })
    town.now += DAY
    await town.person(ada, 'kit@acme.test', { role: 'deployer' })
    town.now += DAY
    await town.person(ada, 'mel@acme.test', { groups: ['Ops'] })
    rea = await town.person(ada, 'rea@acme.test', { role: 'Reader' })
    await town.person(ada, 'bob@acme.test', { role: 'viewer' })
    await town.ask(ada, 'blockUser', { params: { user: 'bob@acme.test' } })
    await town.invite(ada, 'pia@acme.test', { role: 'viewer' })
    await town.invite(ada, 'pim@acme.test')
    await town.ask(ada, 'blockUser', { params: { user: 'pim@acme.test' } })
  })
  afterAll(() => town?.[Symbol.asyncDispose]())

  const list = (query: Record<string, string>, by: Caller = town.ada) =>
    town.ask(by, 'listUsers', { query: { type: 'user', ...query } })
  const names = async (query: Record<string, string>, by?: Caller) =>
    (await list(query, by)).items.map(({ email }) => email.replace('@acme.test', ''))

  describe('everybody', () => {
    it('stands in exactly one list, whatever else is true of them', async () => {
      expect(await names({ standing: 'active' })).toEqual(['ada', 'kit', 'mel', 'rea'])
      expect(await names({ standing: 'inactive' })).toEqual(['bob', 'pim'])
      expect(await names({ standing: 'pending' })).toEqual(['pia'])
      const { items } = await list({})
      expect(items).toHaveLength(7)
      for (const { standing, access, status } of items)
        expect(standing).toBe(access === 'blocked' ? 'inactive' : status === 'invited' ? 'pending' : 'active')
    })

    it('is counted by standing, whichever list is asked for; a search counts what it finds', async () => {
      const all = { active: 4, inactive: 2, pending: 1 }
      expect((await list({})).counts).toEqual(all)
      expect((await list({ standing: 'pending', limit: '1' })).counts).toEqual(all)
      expect((await list({ q: 'PI', standing: 'active' })).counts).toEqual({
        active: 0,
        inactive: 1,
        pending: 1,
      })
      expect((await list({ access_summary: 'Full access' })).counts).toEqual({
        active: 1,
        inactive: 0,
        pending: 0,
      })
    })
  })

  describe('the list', () => {
    it('is cut by role, direct or through a group, and by access', async () => {
      expect(await names({ role: 'deployer' })).toEqual(['kit', 'mel'])
      expect(await names({ role: 'rol_viewer', standing: 'inactive' })).toEqual(['bob'])
      expect(await names({ access_summary: 'Membership only' })).toEqual(['pim'])
      expect(await names({ role: 'deployer', access_summary: 'Custom' })).toEqual(['mel'])
      expect(await town.code(list({ role: 'nosuch' }))).toBe('UNKNOWN_ROLE')
    })

    it('tells nobody who holds a role who may not see roles', async () => {
      expect(await names({ standing: 'pending' }, rea)).toEqual(['pia'])
      const { refusal } = await town.refusal(list({ role: 'deployer' }, rea))
      expect(refusal).toMatchObject({ code: 'NOT_ALLOWED' })
    })

    it('counts a role through a group only for whoever may see groups', async () => {
      await town.ask(town.ada, 'createRole', {
        body: { name: 'Roles only', permissions: ['organization.user.read', 'organization.role.read'] },
      })
      const rob = await town.person(town.ada, 'rob@acme.test', { role: 'Roles only' })
      expect(await names({ role: 'deployer' }, rob)).toEqual(['kit'])
      await town.ask(town.ada, 'removeUser', { params: { user: 'rob@acme.test' } })
    })

    it('is sorted by the last sign-in, those who never did first or last, page by page', async () => {
      const oldest = await names({ sort: 'last_sign_in_at' })
      expect(oldest.slice(0, 2).toSorted()).toEqual(['pia', 'pim'])
      expect(oldest.slice(2, 4)).toEqual(['ada', 'kit'])
      const seen: string[] = []
      for (let cursor: string | null = ''; cursor !== null; ) {
        const more: Record<string, string> = cursor === '' ? {} : { cursor }
        const page = await list({ sort: '-last_sign_in_at', limit: '2', ...more })
        seen.push(...page.items.map(({ email }) => email.replace('@acme.test', '')))
        cursor = page.next_cursor
      }
      expect(seen).toEqual(oldest.toReversed())
    })
  })

  describe('a person', () => {
    it('is shown with what they could sign in with, and the invitation that waits', async () => {
      const show = (user: string) => town.ask(town.ada, 'showUser', { params: { user } })
      expect(await show('kit@acme.test')).toMatchObject({
        standing: 'active',
        sign_in: { password: true, providers: [] },
      })
      expect(await show('kit@acme.test')).not.toHaveProperty('invitation')
      expect(await show('pia@acme.test')).toMatchObject({
        standing: 'pending',
        sign_in: { password: false, providers: [] },
        invitation: { state: 'pending', issued: 1, delivery: 'shown' },
        last_sign_in_at: null,
      })
      const listed = (await list({ standing: 'pending' })).items[0]!
      expect(listed).toEqual(await show('pia@acme.test'))
      expect(JSON.stringify(listed)).not.toContain('cpl_')
    })
  })
}
