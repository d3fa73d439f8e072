/** Remedies on a real store: what is printed is applied as one change, under today's guards, or refused. */
import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract/client.ts'
import type { OperationName } from '../../src/contract/table.ts'
import type { Caller } from '../../src/operations/call.ts'
import { type Diagnosis, HelpDesk, type Place } from './help-desk.ts'

type Remedy = NonNullable<Diagnosis['remedies']>[number]
type Person = Caller & { email: string }

const READS = ['organization.user.read', 'organization.role.read', 'organization.group.read']

export function remedyPromises(place: Place): void {
  const desk = HelpDesk.forTests(place)
  const { member, diagnose } = desk
  let count = 0

  const admin = (name: OperationName, parts: object): Promise<unknown> =>
    desk.town.ask(desk.town.ada, name, parts)

  /** A project of its own, so that nothing that another test gives is in the way. */
  async function project(): Promise<string> {
    const name = `project-${++count}`
    await admin('createProject', { body: { name } })
    await admin('createEnvironment', { params: { project: name }, body: { name: 'production' } })
    return name
  }

  async function assigned(role: string, holder: object, scope: string, more: object = {}): Promise<void> {
    const body = { role, scope, ...holder, ...more }
    const tried = await admin('createAssignment', { body, query: { dry_run: 'true' } })
    const { impact } = tried as Extract<Answer<'createAssignment'>, { dry_run: true }>
    await admin('createAssignment', { body, query: { accept_impact: impact.digest } })
  }

  async function group(name: string, ...people: readonly Person[]): Promise<void> {
    await admin('createGroup', { body: { name } })
    for (const { email } of people)
      await admin('addGroupMember', { params: { group: name }, body: { user: email } })
  }

  function apply(principal: string, goal: object, remedy: string, by: Caller = desk.town.ada, query = {}) {
    return desk.town.ask(by, 'applyRemedy', { body: { principal, goal, remedy }, query })
  }

  /** With whatever it does to people accepted. */
  async function applied(principal: string, goal: object, { id }: Remedy): Promise<Answer<'applyRemedy'>> {
    const tried = await apply(principal, goal, id, desk.town.ada, { dry_run: 'true' })
    const { impact } = tried as Extract<typeof tried, { dry_run: true }>
    return apply(principal, goal, id, desk.town.ada, { accept_impact: impact.digest })
  }

  /** The first remedy with this text does what it says: it is allowed afterwards. */
  async function works(email: string, goal: object, text: RegExp): Promise<readonly string[]> {
    const { remedies = [] } = await diagnose(email, goal)
    const remedy = remedies.find((one) => text.test(one.text))
    expect(remedy, remedies.map((one) => one.text).join('\n')).toBeDefined()
    const answer = await applied(email, goal, remedy!)
    expect((await diagnose(email, goal)).verdict).not.toBe('blocked')
    return 'events' in answer ? answer.events : []
  }

  describe('each kind of edit is applied as its own command would', () => {
    it('a role is given for a while, and for good', async () => {
      const alex = await member()
      const at = await project()
      const goal = { permission: 'variable.write', scope: `${at}/production` }
      const given = new RegExp(`^Give ${alex.email} \`deployer\` at \`${at}/production\` until`)
      expect(await works(alex.email, goal, given)).toEqual(['assignment.created'])
      const bo = await member()
      const lasting = new RegExp(`^Give ${bo.email} \`deployer\` at \`${at}/production\`, for good`)
      expect(await works(bo.email, goal, lasting)).toEqual(['assignment.created'])
    })

    it('a permission is added to the role that decides, and the assignment that narrows is removed', async () => {
      const at = await project()
      const goal = { permission: 'variable.write', scope: `${at}/production` }
      for (const [text, event] of [
        [/^Add `variable.write` to the role/, 'role.updated'],
        [/^Remove `Logs \d+` at/, 'assignment.deleted'],
      ] as const) {
        const alex = await member(undefined, 'deployer')
        const name = `Logs ${++count}`
        await admin('createRole', { body: { name, permissions: ['deployment.logs.read'] } })
        await assigned(name, { user: alex.email }, `${at}/production`)
        expect((await diagnose(alex.email, goal)).code).toBe('SHADOWED_BY_NARROWER_SCOPE')
        expect(await works(alex.email, goal, text)).toEqual([event])
      }
    })

    it('a group is joined, and one that narrows is left', async () => {
      const alex = await member()
      const at = await project()
      const goal = { permission: 'domain.write', scope: at }
      await group(`Domains ${at}`)
      await admin('createRole', {
        body: { name: `Own ${at}`, permissions: ['domain.write', 'project.read', 'app.route.access'] },
      })
      await assigned(`Own ${at}`, { group: `Domains ${at}` }, at)
      expect(await works(alex.email, goal, /^Add .* to the group/)).toEqual(['group.member.added'])
      const bo = await member(undefined, 'deployer')
      await group(`Few ${at}`, bo)
      await assigned('viewer', { group: `Few ${at}` }, `${at}/production`)
      const write = { permission: 'variable.write', scope: `${at}/production` }
      expect(await works(bo.email, write, /^Take .* out of the group/)).toEqual(['group.member.removed'])
    })

    it('what has expired is extended, and what has not begun begins', async () => {
      const [alex, bo] = [await member(), await member()]
      const at = await project()
      const soon = (hours: number): string => new Date(desk.town.now + hours * 3_600_000).toISOString()
      await assigned('deployer', { user: alex.email }, at, { expires_at: soon(1) })
      await assigned('deployer', { user: bo.email }, at, { not_before: soon(50) })
      desk.town.now += 2 * 3_600_000
      const goal = { permission: 'variable.write', scope: at }
      expect(await works(alex.email, goal, /has expired: .* until/)).toEqual(['assignment.updated'])
      expect(await works(bo.email, goal, /let it begin now/)).toEqual(['assignment.updated'])
    })

    it('somebody is unblocked, given the role and beta access, all as one change', async () => {
      const alex = await member()
      const at = await project()
      await admin('blockUser', { params: { user: alex.email }, body: {} })
      await admin('applyCatalogue', {
        params: { catalogue: 'early' },
        body: {
          families: [],
          features: [{ key: 'early', name: 'Early', kind: 'beta', gates: ['deployment.promote'] }],
        },
      })
      const goal = { permission: 'deployment.promote', scope: at }
      const before = await diagnose(alex.email, goal)
      expect(before.code).toBe('BLOCKED')
      const { revision } = before
      expect(await works(alex.email, goal, /^Reactivate .* beta access.* Give .* until/)).toEqual([
        'member.unblocked',
        'member.beta_access.changed',
        'assignment.created',
      ])
      const after = (await diagnose(alex.email, goal)).revision
      expect(Number(after.split('@')[1]) - Number(revision.split('@')[1])).toBe(3)
    })

    it('an archived project is unarchived', async () => {
      const alex = await member(undefined, 'deployer')
      const at = await project()
      await admin('archiveProject', { params: { project: at }, body: {} })
      const goal = { permission: 'variable.write', scope: `${at}/production` }
      expect(await works(alex.email, goal, /unarchive it/)).toEqual(['project.unarchived'])
    })

    it('features are switched on, betas opened, the tier raised', async () => {
      const body = {
        families: [],
        features: [
          { key: 'cases', name: 'Cases', kind: 'flag', gates: [] },
          { key: 'preview', name: 'Preview', kind: 'beta', gates: [] },
          { key: 'own', name: 'Own', kind: 'tier', minimum_tier: 'enterprise', gates: [] },
        ],
      }
      await admin('applyCatalogue', { params: { catalogue: 'support' }, body })
      await admin('changeSettings', { body: { tier: 'free' } })
      const alex = await member()
      for (const [feature, event] of [
        ['cases', 'feature.changed'],
        ['preview', 'member.beta_access.changed'],
        ['own', 'organization.tier.changed'],
      ] as const)
        expect(await works(alex.email, { feature }, /./)).toEqual([event])
    })
  })

  describe('a remedy is good for what it was worked out from', () => {
    it('and refused once anything has changed, or for another person or goal', async () => {
      const [alex, bo] = [await member(), await member()]
      const at = await project()
      const goal = { permission: 'variable.write', scope: at }
      const { remedies = [] } = await diagnose(alex.email, goal)
      const [best] = remedies
      for (const [who, what] of [
        [bo.email, goal],
        [alex.email, { permission: 'variable.write', scope: 'billing' }],
        ['nobody@acme.test', goal],
      ] as const)
        expect(await desk.town.code(apply(who, what, best!.id))).toBe('REMEDY_GONE')
      await admin('createGroup', { body: { name: `Moved ${at}` } })
      expect(await desk.town.code(apply(alex.email, goal, best!.id))).toBe('REMEDY_GONE')
      expect((await diagnose(alex.email, goal)).verdict).toBe('blocked')
    })

    it('two who apply it at the same moment apply it once', async () => {
      const alex = await member()
      const goal = { permission: 'variable.write', scope: await project() }
      const [best] = (await diagnose(alex.email, goal)).remedies!
      const both = await Promise.allSettled([1, 2].map(() => apply(alex.email, goal, best!.id)))
      expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    })

    it('its reason stands in the journal, with whom it was for', async () => {
      const alex = await member()
      const goal = { permission: 'variable.write', scope: await project() }
      const [best] = (await diagnose(alex.email, goal)).remedies!
      const body = { principal: alex.email, goal, remedy: best!.id, reason: 'on call' }
      await desk.town.ask(desk.town.ada, 'applyRemedy', { body })
      const { items } = await desk.town.ask(desk.town.ada, 'listAuditEvents', {
        query: { log: 'journal', limit: 1 },
      })
      expect(items[0]).toMatchObject({
        type: 'assignment.created',
        reason: `on call (a remedy for ${alex.account})`,
      })
    })
  })

  describe('who may', () => {
    it('is named, the nearest first: they can, and nobody else', async () => {
      const alex = await member()
      const at = await project()
      await admin('createRole', {
        body: {
          name: `Lead ${at}`,
          permissions: [
            'organization.role.manage',
            'project.read',
            'app.route.access',
            'domain.read',
            'domain.write',
          ],
        },
      })
      await admin('createRole', {
        body: { name: `Domains ${at}`, permissions: ['domain.write', 'project.read', 'app.route.access'] },
      })
      const [near, clerk] = [await member(undefined, 'Desk'), await member(undefined, 'Desk')]
      await assigned(`Lead ${at}`, { user: near.email }, at)
      const goal = { permission: 'domain.write', scope: at }
      const { remedies = [] } = await diagnose(alex.email, goal)
      const best = remedies.find(({ text }) => text.includes(`Domains ${at}`))!
      const named = best.performers!.people.map(({ email }) => email)
      expect([best.yours, named]).toEqual([true, [near.email]])
      // Whoever asks is not named beside themselves; whoever may do it there is named before an admin of everything.
      const body = { name: `Reads ${at}`, permissions: READS }
      await admin('createRole', { body })
      const reader = await member(undefined, `Reads ${at}`)
      const told = (await diagnose(alex.email, goal, reader)).remedies!.find(
        ({ text }) => text === best.text,
      )!
      expect(told.performers!.people.map(({ email }) => email)).toEqual([near.email, 'ada@acme.test'])
      expect(named).not.toContain(clerk.email)
      // A clerk sees no roles, and so no remedy; whoever sends its name all the same learns nothing of it.
      const cut = await diagnose(alex.email, goal, clerk)
      expect([cut.remedies, cut.without_remedy]).toEqual([
        [],
        expect.stringContaining('organization.role.read'),
      ])
      expect(await desk.town.code(apply(alex.email, goal, best.id, clerk))).toBe('REMEDY_GONE')
      const stranger = desk.town.code(apply(alex.email, goal, best.id, alex))
      expect(['REMEDY_GONE', 'NOT_ALLOWED']).toContain(await stranger)
    })

    it('and whoever lacks what it gives is refused with what they lack, and has no command', async () => {
      const alex = await member()
      const at = await project()
      await admin('createRole', {
        body: { name: `Half ${at}`, permissions: [...READS, 'organization.role.manage'] },
      })
      const half = await member(undefined, `Half ${at}`)
      const goal = { permission: 'variable.write', scope: at }
      const { remedies = [], next } = await diagnose(alex.email, goal, half)
      const [best] = remedies
      expect([best!.yours, best!.command, next.command]).toEqual([false, undefined, undefined])
      expect(next.text).toContain('that you do not hold there')
      expect(best!.performers!.people.map(({ email }) => email)).not.toContain(half.email)
      const { refusal } = await desk.town.refusal(apply(alex.email, goal, best!.id, half))
      expect(refusal.code).toBe('ESCALATION')
      expect(refusal.missing!.map(({ permission }) => permission)).toContain('variable.write')
    })

    it('what a reader may not see is in no remedy, and moves none', async () => {
      const alex = await member()
      const at = await project()
      await admin('createRole', {
        body: { name: `Roles ${at}`, permissions: ['organization.user.read', 'organization.role.read'] },
      })
      const clerk = await member(undefined, `Roles ${at}`)
      const goal = { permission: 'variable.write', scope: at }
      const seen = async (): Promise<string> => {
        const { remedies, without_remedy: why } = await diagnose(alex.email, goal, clerk)
        // Named anew at each revision.
        return JSON.stringify([remedies, why]).replaceAll(/rem_\w+/g, 'rem')
      }
      const before = await seen()
      await group(`Hidden ${at}`)
      await assigned('deployer', { group: `Hidden ${at}` }, at)
      expect(await seen()).toBe(before)
      expect(before).not.toContain('Hidden')
      expect((await diagnose(alex.email, goal)).remedies!.map(({ text }) => text).join()).toContain(
        `Hidden ${at}`,
      )
    })

    it('that it is meant to be so is told, and why, to whoever keeps what is expected', async () => {
      const alex = await member()
      const at = await project()
      await group(`Quiet ${at}`, alex)
      const text = `group:Quiet ${at} cannot variable.write at ${at}`
      await admin('addExpectation', { body: { text, note: 'four eyes' } })
      await admin('createRole', { body: { name: `Looks ${at}`, permissions: READS } })
      const clerk = await member(undefined, `Looks ${at}`)
      const goal = { permission: 'variable.write', scope: at }
      const { without_remedy: why, next } = await diagnose(alex.email, goal)
      for (const told of [why, next.text])
        expect(told).toContain(`whoever is in \`Quiet ${at}\` cannot (four eyes)`)
      const cut = await diagnose(alex.email, goal, clerk)
      expect(JSON.stringify([cut.without_remedy, cut.next])).not.toMatch(/four eyes|whoever is in/)
    })

    it('of the past nothing is applied', async () => {
      const alex = await member()
      const goal = { permission: 'variable.write', scope: 'billing' }
      const at = new Date(desk.town.now).toISOString()
      desk.later()
      const body = { principal: alex.email, goal, at }
      const then = await desk.town.ask(desk.town.ada, 'diagnoseAccess', { body })
      expect(then.remedies).toBeUndefined()
    })
  })

  it('an invitation that waits is theirs to finish: there is no remedy, and it is said', async () => {
    const email = desk.fresh()
    await desk.town.invite(desk.town.ada, email)
    const { remedies, without_remedy: why } = await diagnose(email, {
      permission: 'project.read',
      scope: 'billing',
    })
    expect(remedies).toEqual([])
    expect(why).toContain('theirs to finish')
  })
}
