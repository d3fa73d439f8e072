/** A diagnosis of real accounts on either store: what happened to them, and who may be told. */
import { describe, expect, it } from 'vitest'
import { accountById, createSession } from '../../src/store/store.ts'
import { PASSWORD, second } from '../support/town.ts'
import { evidence, HelpDesk, type Place } from './help-desk.ts'

const DAY = 86_400_000

export function diagnosisPromises(place: Place): void {
  const desk = HelpDesk.forTests(place)
  const { fresh, delivered, member, diagnose, signIn, wrong, later } = desk

  describe('signing in', () => {
    it('a wrong password is told with when and from where, until the person gets in', async () => {
      const { email } = await member()
      later()
      await wrong(email, 2)
      const failed = await diagnose(email)
      expect([failed.verdict, failed.code]).toEqual(['blocked', 'BAD_CREDENTIAL'])
      expect(evidence(failed, 'sign_in')).toMatch(
        /2 attempts were refused since, the latest on .* from 192\.0\.2\.44: the password was wrong/,
      )
      expect(failed.next.command).toBe(`compartment user reset-password ${email}`)
      later()
      await signIn(email, PASSWORD)
      expect((await diagnose(email)).verdict).toBe('allowed')
    })

    it('too many attempts are told with the time at which they end', async () => {
      const { email } = await member()
      later()
      await wrong(email, 10)
      expect(await desk.town.code(signIn(email, PASSWORD))).toBe('THROTTLED')
      const found = await diagnose(email)
      expect(found.code).toBe('THROTTLED')
      expect(found.reply).toMatch(/Please wait \d+ minutes? without trying/)
      desk.town.now += 20 * 60_000
      expect((await diagnose(email)).code).toBe('BAD_CREDENTIAL')
    })

    it('somebody known at a place waits there, and is told so', async () => {
      const { email } = await member()
      await signIn(email, PASSWORD, '192.0.2.50')
      later()
      await wrong(email, 10, '192.0.2.50')
      expect(await desk.town.code(signIn(email, PASSWORD, '192.0.2.50'))).toBe('THROTTLED')
      expect((await diagnose(email)).code).toBe('THROTTLED')
      desk.town.now += 20 * 60_000
    })

    it('a session that was ended here, or is for another organization, opens nothing here', async () => {
      const gus = await second(desk.town, 'initech')
      const { email, account } = await member()
      await desk.town.invite(gus, email, { role: 'viewer' }, 'initech')
      expect(evidence(await diagnose(email), 'sign_in')).toContain('1 session opens this organization')
      const params = { user: email }
      await desk.town.ask(desk.town.ada, 'blockUser', { params, body: {} })
      await desk.town.ask(desk.town.ada, 'unblockUser', { params, body: {} })
      const { store, organizations, newId } = desk.town.deps
      const session = {
        id: newId('ses'),
        tokenHash: 'nobody has it',
        account,
        method: 'oidc',
        organization: (await organizations.named('initech'))!.id,
        createdAt: desk.town.now,
        lastUsedAt: desk.town.now,
        idleExpiresAt: desk.town.now + DAY,
        absoluteExpiresAt: desk.town.now + DAY,
        epoch: (await accountById(store, account))!.epoch,
      }
      expect((await store.write(createSession(store.build, session))).outcome).toBe('committed')
      expect(evidence(await diagnose(email), 'sign_in')).not.toContain('session')
    })

    it('a reset that is under way is to be found in the mail, and a new password clears what was wrong before', async () => {
      const { email } = await member()
      later()
      await wrong(email)
      await desk.town.ask(undefined, 'forgotPassword', { body: { email } }, { address: '198.51.100.9' })
      const link = await delivered()
      const found = await diagnose(email)
      expect(found.code).toBe('BAD_CREDENTIAL')
      expect(evidence(found, 'sign_in')).toContain('A link that sets a new password is in force until')
      expect(found.next.text).toContain('have them find that mail, in the spam folder too')
      later()
      const token = new URL(link!).searchParams.get('token')!
      await desk.town.ask(undefined, 'resetPassword', {
        body: { token, password: 'granite wobble teapot 41' },
      })
      const cleared = await diagnose(email)
      expect([cleared.verdict, cleared.code]).toEqual(['cannot_tell', 'CANNOT_TELL'])
      expect(cleared.next.text).toContain('Forgot password')
    })

    it('what they mean to do is said by its key, or in the words of the catalogue', async () => {
      const { email } = await member()
      const byKey = await diagnose(email, { permission: 'variable.write', scope: 'billing' })
      const inWords = await diagnose(email, { permission: ' Change  variables ', scope: 'billing' })
      expect([inWords.goal, inWords.code]).toEqual([byKey.goal, byKey.code])
      const told = await desk.town.refusal(
        diagnose(email, { permission: 'change the weather', scope: 'billing' }),
      )
      expect(told.refusal.field).toBe('/goal/permission')
    })

    it('attempts are for readers of the audit log, and for the person; the status is for all', async () => {
      const { email, ...person } = await member()
      const clerk = await member(undefined, 'Desk')
      later()
      await wrong(email)
      const found = await diagnose(email, undefined, clerk)
      expect(found.code).toBe('BAD_CREDENTIAL')
      expect(JSON.stringify(found)).not.toContain('192.0.2.44')
      expect(evidence(found, 'sign_in')).toContain('left out')
      // What the clerk may not do is no command for them.
      expect(found.next.command).toBeUndefined()
      expect(found.next.text).toContain('`organization.user.credentials.reset`, which you lack')
      expect(evidence(await diagnose(email, undefined, person), 'sign_in')).toContain('192.0.2.44')
    })
  })

  describe('mail', () => {
    it('F35 of an invitation and of a reset: the delivery state, and spam, address and filtering as what to look at', async () => {
      const hints =
        /look in the spam folder, check that the address is right, and ask whether their company filters mail/
      const invited = fresh()
      await delivered()
      await desk.town.invite(desk.town.ada, invited)
      const before = await diagnose(invited)
      expect(evidence(before, 'signed_up')).toMatch(/is still waiting to go out/)
      await delivered()
      const sent = await diagnose(invited)
      expect(evidence(sent, 'signed_up')).toContain(`The mail to ${invited} was handed over on`)
      expect(evidence(sent, 'signed_up')).toMatch(hints)
      const { email } = await member()
      later()
      await wrong(email)
      await desk.town.ask(undefined, 'forgotPassword', { body: { email } }, { address: '198.51.100.10' })
      await delivered()
      const reset = await diagnose(email)
      expect(evidence(reset, 'sign_in')).toContain(`The mail to ${email} was handed over on`)
      expect(evidence(reset, 'sign_in')).toMatch(hints)
    })
  })
  describe('what may be asked', () => {
    it('takes `organization.user.read`, but of oneself nothing', async () => {
      const alex = await member()
      expect(await desk.town.code(diagnose('ada@acme.test', undefined, alex))).toBe('NOT_ALLOWED')
      const own = await diagnose(alex.email, { permission: 'variable.write', scope: 'organization' }, alex)
      expect(own.code).toBe('KEY_NOT_IN_ROLE')
      expect(evidence(own, 'role')).toContain('`viewer` (direct)')
      // Which other roles there are is not theirs to know.
      expect(JSON.stringify(own)).not.toMatch(/deployer|Desk/)
      expect(own.next.command).toBeUndefined()
    })

    it.each([
      [
        { permission: 'variable.rite', scope: 'billing' },
        '/goal/permission',
        'did you mean `variable.write`?',
      ],
      [{ feature: 'cases' }, '/goal/feature', 'no feature `cases`'],
    ])('refuses %j as a goal, and says where', async (goal, field, said) => {
      const { refusal } = await desk.town.refusal(diagnose('ada@acme.test', goal))
      expect([refusal.code, refusal.field]).toEqual(['INVALID', field])
      expect(refusal.detail).toContain(said)
    })

    it.each([
      { url: 'https://app.example.com' },
      { sign_in: true, feature: 'x' },
      { permission: 'project.read' },
      {},
    ])('refuses a goal that it does not know: %j', async (goal) => {
      await expect(diagnose('ada@acme.test', goal)).rejects.toThrow(/goal|invalid/i)
    })

    it('the past is told from the facts of then, without how somebody signed in', async () => {
      const { email } = await member()
      const before = new Date(desk.town.now).toISOString()
      later()
      await desk.town.ask(desk.town.ada, 'blockUser', { params: { user: email }, body: {} })
      const then = await desk.town.ask(desk.town.ada, 'diagnoseAccess', {
        body: { principal: email, goal: { permission: 'project.read', scope: 'billing' }, at: before },
      })
      expect([then.verdict, then.at]).toEqual(['allowed', before])
      expect(then.checks[2]!.status).toBe('unknown')
      const now = await diagnose(email)
      expect([now.code, now.next.command]).toEqual(['BLOCKED', `compartment user unblock ${email}`])
      const at = new Date(desk.town.now).toISOString()
      later()
      await desk.town.ask(desk.town.ada, 'unblockUser', { params: { user: email }, body: {} })
      const blocked = await desk.town.ask(desk.town.ada, 'diagnoseAccess', { body: { principal: email, at } })
      expect([blocked.code, blocked.next.command]).toEqual(['BLOCKED', undefined])
      expect(blocked.next.text).toMatch(/^As of then: Reactivate/)
    })

    it('what is printed to be run is quoted, and nothing in it passes for an option', async () => {
      for (const [email, printed] of [
        ["o'hara;$(id)@acme.test", String.raw`compartment user invite 'o'\''hara;$(id)@acme.test'`],
        ['-rf@acme.test', undefined],
      ] as const)
        expect((await diagnose(email)).next.command).toBe(printed)
      const [alex, eve] = [await member(), await member('-eve@acme.test')]
      const body = { name: '$(id) && `id`', permissions: ['domain.read'] }
      const role = await desk.town.ask(desk.town.ada, 'createRole', { body })
      const goal = { permission: 'domain.read', scope: 'billing' }
      const { remedies = [] } = await diagnose(alex.email, goal)
      const printed = remedies.map(({ command }) => command).join('\n')
      expect(printed).toContain(` --role ${'id' in role ? role.id : ''} `)
      expect(printed).not.toContain('$(id)')
      expect((await diagnose(eve.email, goal)).next.command).toContain(` --user ${eve.account} `)
    })

    it('a member without any assignment is listed as Membership only, and what is missing is named (S0-5)', async () => {
      const email = fresh()
      await delivered()
      await desk.town.invite(desk.town.ada, email)
      await desk.town.activate(await delivered())
      const user = await desk.town.ask(desk.town.ada, 'showUser', { params: { user: email } })
      expect(user.access_summary).toBe('Membership only')
      const found = await diagnose(email, { permission: 'project.read', scope: 'billing' })
      expect(found.code).toBe('NO_ASSIGNMENT')
      expect(evidence(found, 'role')).toMatch(
        /Membership only: .* has no direct assignment in force, and they are in no group\. What is missing is an assignment .* a direct one, or one to a group that they are in/,
      )
    })

    it('roles are told to who may see them, and the answer to all', async () => {
      const { email } = await member()
      const clerk = await member(undefined, 'Desk')
      const goal = { permission: 'variable.write', scope: 'billing' }
      const found = await diagnose(email, goal, clerk)
      expect(found.code).toBe('KEY_NOT_IN_ROLE')
      expect(JSON.stringify(found.checks)).not.toMatch(/viewer|deployer|asg_|rol_/)
      expect(JSON.stringify((await diagnose(email, goal)).checks)).toMatch(/`viewer` \(direct\)/)
    })

    it('carries the decision’s own explanation, cut alike', async () => {
      const { email } = await member()
      const clerk = await member(undefined, 'Desk')
      const goal = { permission: 'variable.write', scope: 'billing' }
      const body = { principal: email, ...goal }
      for (const by of [desk.town.ada, clerk]) {
        const { explanation } = await diagnose(email, goal, by)
        expect(explanation).toEqual((await desk.town.ask(by, 'explainAccess', { body })).explanation)
      }
    })
  })
}
