/** A diagnosis of somebody who is not here: not found, or in another tenant, and who may be told which. */
import { describe, expect, it, vi } from 'vitest'
import type { Caller } from '../../src/operations/call.ts'
import { PASSWORD, second } from '../support/town.ts'
import { evidence, HelpDesk, type Place } from './help-desk.ts'

const DAY = 86_400_000

export function elsewherePromises(place: Place): void {
  const desk = HelpDesk.forTests(place)
  const { fresh, member, diagnose, signIn } = desk

  const signedIn = async (email: string): Promise<Caller> => {
    const { session } = await signIn(email, PASSWORD, '198.51.100.77')
    return (await desk.town.caller(session!.token))!
  }

  let tenants = 0
  /** Another tenant of the same customer, its admin, and dee who may ask about people in both. */
  async function twoTenants() {
    const gus = await second(desk.town, `globex${++tenants}`)
    const dee = await member(undefined, 'admin')
    await desk.town.invite(gus, dee.email, { role: 'admin' }, `globex${tenants}`)
    return { gus: Object.assign(gus, { organizationName: `globex${tenants}` }), dee }
  }
  const name = (caller: object): string => (caller as { organizationName: string }).organizationName
  describe('where somebody is', () => {
    it('F14 nowhere: not found, to be invited again, with what is on record of an invitation that was cancelled', async () => {
      const nobody = await diagnose('nobody@acme.test')
      expect([nobody.code, nobody.next.command]).toEqual([
        'NOT_A_MEMBER',
        'compartment user invite nobody@acme.test',
      ])
      expect(nobody.checks.map(({ status }) => status)).toEqual([
        'failed',
        'failed',
        'not_reached',
        'failed',
        'not_reached',
        'not_reached',
      ])
      const email = fresh()
      await desk.town.invite(desk.town.ada, email)
      await desk.town.ask(desk.town.ada, 'cancelInvitation', { params: { invitation: email } })
      const cancelled = await diagnose(email)
      expect([cancelled.code, cancelled.next.command]).toEqual([
        'INVITE_CANCELLED',
        `compartment user invite ${email}`,
      ])
      expect(evidence(cancelled, 'account')).toMatch(/was cancelled; it would have been good until/)
      expect(cancelled.checks[0]!.evidence[1]!.ids[0]).toMatch(/^inv_/)
      desk.town.now += 8 * DAY
      const ada = await signedIn('ada@acme.test')
      expect(evidence(await diagnose(email, undefined, ada), 'account')).toMatch(
        /it would have expired by now, on/,
      )
      desk.town.now -= 8 * DAY
    })

    it('F73 F74 nowhere here, but in a tenant that the reader may ask about: wrong tenant, else an invitation', async () => {
      const { gus, dee } = await twoTenants()
      const email = fresh()
      await desk.town.activate(
        (await desk.town.invite(gus, email, { show_link: true }, name(gus))).invitation?.activation_url,
      )
      const found = await diagnose(email, undefined, dee)
      expect([found.verdict, found.code]).toEqual(['blocked', 'WRONG_TENANT'])
      expect(evidence(found, 'place')).toContain(`is a member of \`${name(gus)}\``)
      expect(found.next.text).toContain('at the top right')
      expect(found.next.command).toBe(`compartment user invite ${email}`)
      expect(found.reply).not.toContain(name(gus))
      const cancelled = fresh()
      await desk.town.invite(dee, cancelled)
      await desk.town.ask(dee, 'cancelInvitation', { params: { invitation: cancelled } })
      const ended = await diagnose(cancelled, undefined, dee)
      expect([ended.code, ended.next.command]).toEqual([
        'INVITE_CANCELLED',
        `compartment user invite ${cancelled}`,
      ])
      const nowhere = await diagnose('nobody@acme.test', undefined, dee)
      expect([nowhere.code, nowhere.next.command]).toEqual([
        'NOT_A_MEMBER',
        'compartment user invite nobody@acme.test',
      ])
    })

    it('F13 only in another tenant: said to who may ask about people in both, and to nobody else by so much as a byte', async () => {
      const { gus, dee } = await twoTenants()
      const [known, unknown] = [fresh(), fresh()]
      await desk.town.activate(
        (await desk.town.invite(gus, known, { show_link: true }, name(gus))).invitation?.activation_url,
      )
      expect((await diagnose(known, undefined, dee)).code).toBe('WRONG_TENANT')
      // Who is in the other tenant without being able to see people there, and who is not in it.
      const eve = await member(undefined, 'admin')
      await desk.town.invite(gus, eve.email, { role: 'viewer' }, name(gus))
      for (const by of [desk.town.ada, eve, desk.town.service]) {
        const alike = async (email: string) =>
          JSON.stringify(await diagnose(email, { permission: 'project.read', scope: 'billing' }, by))
            .replaceAll(email, 'X')
            .replace(/dia_\w+/, 'ID')
        expect(await alike(known)).toBe(await alike(unknown))
      }
      // Blocked there, dee may ask no more.
      await desk.town.ask(gus, 'blockUser', {
        params: { organization: name(gus), user: dee.account },
        body: {},
      })
      expect((await diagnose(known, undefined, dee)).code).toBe('NOT_A_MEMBER')
    })

    it('F13 asks the store the same, whether or not another tenant knows the person', async () => {
      const { gus } = await twoTenants()
      const [known, unknown] = [fresh(), fresh()]
      await desk.town.activate(
        (await desk.town.invite(gus, known, { show_link: true }, name(gus))).invitation?.activation_url,
      )
      const statements = async (email: string): Promise<string[]> => {
        const { store } = desk.town.deps
        const spies = [vi.spyOn(store, 'rows'), vi.spyOn(store, 'first')]
        try {
          await diagnose(email)
          return spies.flatMap(({ mock }) => mock.calls.map(([query]) => query.compile().sql))
        } finally {
          for (const spy of spies) spy.mockRestore()
        }
      }
      await statements(known)
      const [a, b] = [await statements(known), await statements(unknown)]
      expect(a.length).toBeGreaterThan(0)
      expect(a).toEqual(b)
    })
  })
}
