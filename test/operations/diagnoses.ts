/** Diagnoses that are kept, what they stand in the way of, and the bundles made of them, whichever store they are in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/config.ts'
import type { Answer } from '../../src/contract/client.ts'
import { Refused } from '../../src/contract/client.ts'
import { outdated } from '../../src/operations/housekeeping.ts'
import { admit, type House, openHouse } from '../http/house.ts'

type Kept = Answer<'showDiagnosis'>
const organization = 'acme'
const DAY = 86_400_000
const WEEK = 7 * DAY

export function diagnosisKeepingPromises(store: () => Promise<Config['store']>): void {
  let house: House
  let count = 0
  beforeAll(async () => {
    house = await openHouse(await store())
    const { admin } = house
    await admin.createProject({ organization, body: { name: 'billing' } })
    await admin.createProject({ organization, body: { name: 'old' } })
    await admin.archiveProject({ organization, project: 'old', body: {} })
    for (const name of ['Desk', 'Clerk'])
      await admin.createRole({ organization, body: { name, permissions: ['organization.user.read'] } })
  })
  afterAll(() => house[Symbol.asyncDispose]())

  async function person(role = 'viewer'): Promise<{ email: string; token: string; client: House['admin'] }> {
    const email = `person${++count}@acme.example`
    return { email, ...(await admit(house, email, role)) }
  }
  /** A diagnosis with the code, of a fresh person. */
  async function found(goal: object, before?: (email: string) => Promise<unknown>) {
    const { email, client } = await person()
    await before?.(email)
    const answer = await house.admin.diagnoseAccess({ organization, body: { principal: email, goal } })
    return { email, client, answer, id: answer.id! }
  }
  const block = (user: string) => house.admin.blockUser({ organization, user, body: {} })
  const show = (diagnosis: string): Promise<Kept> => house.admin.showDiagnosis({ organization, diagnosis })
  const inOld = { permission: 'project.settings.write', scope: 'old' }
  const inBilling = { permission: 'variable.write', scope: 'billing' }
  async function refusal(asked: Promise<unknown>) {
    try {
      await asked
    } catch (error) {
      if (error instanceof Refused) return error.problem
      throw error
    }
    throw new Error('it was not refused')
  }
  async function activity(type: string): Promise<Record<string, unknown>[]> {
    const { deps } = house.server
    await deps.activity.flush()
    const query = deps.store.build.from.selectFrom('activity').select('data').where('type', '=', type)
    return (await deps.store.rows(query.orderBy('id'))).map(
      ({ data }) => JSON.parse(data) as Record<string, unknown>,
    )
  }

  describe('a diagnosis of somebody', () => {
    it('is kept: opened when and by whom, for whom, with its cause and the six checks', async () => {
      const { email, answer, id } = await found(inOld)
      expect(id).toMatch(/^dia_/)
      const kept = await show(id)
      expect(kept).toMatchObject({
        email,
        verdict: 'blocked',
        code: 'PROJECT_ARCHIVED',
        state: 'open',
        opened_by: { email: 'ana@acme.example' },
        bundles: [],
      })
      expect(kept.checks).toEqual(
        answer.checks.map(({ id: check, status, code }) =>
          code === undefined ? { id: check, status } : { id: check, status, code },
        ),
      )
    })

    it('goes on in the same one when the same is asked again, and another goal is another', async () => {
      const { email, id } = await found(inBilling)
      const again = await house.admin.diagnoseAccess({
        organization,
        body: { principal: email, goal: inBilling },
      })
      expect(again.id).toBe(id)
      const other = await house.admin.diagnoseAccess({
        organization,
        body: { principal: email, goal: inOld },
      })
      expect(other.id).not.toBe(id)
      const listed = await house.admin.listDiagnoses({ organization, user: email })
      expect(listed.items.map((one) => one.id).toSorted()).toEqual([id, other.id!].toSorted())
    })

    it('closes when nothing stands in the way any more, when somebody closes it, and after a week', async () => {
      const first = await found(inBilling, block)
      await house.admin.closeDiagnosis({ organization, diagnosis: first.id, body: { note: 'they left' } })
      expect(await show(first.id)).toMatchObject({
        state: 'closed',
        outcome: 'they left',
        closed_by: { email: 'ana@acme.example' },
      })
      const twice = house.admin.closeDiagnosis({ organization, diagnosis: first.id, body: {} })
      expect((await refusal(twice)).code).toBe('INVALID')
      const second = await found({ permission: 'project.read', scope: 'billing' }, block)
      await house.admin.unblockUser({ organization, user: second.email, body: {} })
      const goal = { permission: 'project.read', scope: 'billing' }
      const body = { principal: second.email, goal }
      expect((await house.admin.diagnoseAccess({ organization, body })).verdict).toBe('allowed')
      expect(await show(second.id)).toMatchObject({ state: 'closed', outcome: 'allowed', verdict: 'allowed' })
      const third = await found(inBilling)
      const { store: kept, clock } = house.server.deps
      const old = { looked_at: clock() - WEEK }
      await kept.write([kept.build.update('diagnoses', { id: third.id }, old)])
      expect((await show(third.id)).state).toBe('closed')
      const open = await house.admin.listDiagnoses({ organization, user: third.email })
      expect(open.items).toEqual([])
    })

    it('stands in the activity log when it opens and when it closes, and not where it found nothing', async () => {
      const count = async (): Promise<number[]> =>
        [await activity('diagnosis.opened'), await activity('diagnosis.closed')].map(({ length }) => length)
      const [opened, closed] = (await count()) as [number, number]
      const goal = { permission: 'project.read', scope: 'billing' }
      const { email } = await found(goal)
      expect(await count()).toEqual([opened, closed])
      await block(email)
      const body = { principal: email, goal }
      await house.admin.diagnoseAccess({ organization, body })
      await house.admin.diagnoseAccess({ organization, body })
      expect(await count()).toEqual([opened + 1, closed])
      await house.admin.unblockUser({ organization, user: email, body: {} })
      await house.admin.diagnoseAccess({ organization, body })
      expect(await count()).toEqual([opened + 1, closed + 1])
      const { id: account } = await house.admin.showUser({ organization, user: email })
      expect((await activity('diagnosis.closed')).at(-1)).toMatchObject({ account, code: 'ALLOWED' })
    })

    it('is not kept of oneself, nor of the past, and nobody is told of one without the permission', async () => {
      const { email, client } = await person('Desk')
      const own = await client.diagnoseAccess({ organization, body: { principal: email, goal: inBilling } })
      expect([own.verdict, own.id]).toEqual(['blocked', undefined])
      const past = await house.admin.diagnoseAccess({
        organization,
        body: { principal: email, goal: inBilling, at: new Date(house.server.deps.clock()).toISOString() },
      })
      expect(past.id).toBeUndefined()
      const { client: nobody } = await person()
      const { id } = await found(inBilling)
      expect((await refusal(nobody.showDiagnosis({ organization, diagnosis: id }))).status).toBe(403)
      expect((await client.showDiagnosis({ organization, diagnosis: id })).id).toBe(id)
    })

    it('what the engine cannot tell is recorded by whoever looked, and nothing else', async () => {
      const { id, answer } = await found(inBilling, async (email) => {
        const { store: kept } = house.server.deps
        const { id: account } = await house.admin.showUser({ organization, user: email })
        await kept.write([kept.build.remove('sessions', { account })])
      })
      expect(answer.checks[2]!.status).toBe('unknown')
      const body = { check: 'sign_in', found: 'passed', saw: 'they signed in while on the phone' } as const
      const recorded = await house.admin.recordCheck({ organization, diagnosis: id, body })
      expect(recorded.checks[2]).toMatchObject({
        status: 'passed',
        by: { email: 'ana@acme.example' },
        note: body.saw,
      })
      const other = house.admin.recordCheck({
        organization,
        diagnosis: id,
        body: { check: 'role', found: 'passed', saw: 'no' },
      })
      expect((await refusal(other)).errors).toMatchObject([{ pointer: '/check' }])
      expect((await activity('diagnosis.recorded')).at(-1)).toMatchObject({ diagnosis: id, check: 'sign_in' })
    })
  })

  describe('F84 while a diagnosis is open whose cause is not check 5', () => {
    type Given = { email: string; reason?: string }
    const ways: [string, (given: Given) => Promise<unknown>][] = [
      [
        'an assignment',
        ({ email, reason }) =>
          house.admin.createAssignment({
            organization,
            body: { role: 'deployer', user: email, scope: 'organization', ...(reason && { reason }) },
          }),
      ],
      [
        'another role',
        ({ email, reason }) =>
          house.admin.grantRole({
            organization,
            user: email,
            body: { role: 'deployer', ...(reason && { reason }) },
          }),
      ],
      [
        'a seat in a group',
        async ({ email, reason }) => {
          const name = `Group ${email}`
          if (reason === undefined) {
            await house.admin.createGroup({ organization, body: { name } })
            const body = { role: 'deployer', group: name, scope: 'organization' }
            await house.admin.createAssignment({ organization, body })
          }
          return house.admin.addGroupMember({
            organization,
            group: name,
            body: { user: email, ...(reason && { reason }) },
          })
        },
      ],
      [
        'a wider role',
        async ({ email, reason }) => {
          const name = `Role ${email}`
          if (reason === undefined) {
            await house.admin.createRole({ organization, body: { name, permissions: ['project.read'] } })
            const body = { role: name, user: email, scope: 'organization', reason: 'before' }
            await house.admin.createAssignment({ organization, body })
          }
          return house.admin.updateRole({
            organization,
            role: name,
            body: { permissions: ['project.read', 'variable.write'], ...(reason && { reason }) },
          })
        },
      ],
    ]

    it.each(ways)('%s needs a reason, and both stand in the audit log', async (_, give) => {
      const { email, id } = await found(inOld)
      const { code, detail, errors } = await refusal(give({ email }))
      expect([code, errors![0]!.pointer]).toEqual(['REASON_REQUIRED', '/reason'])
      expect(detail).toContain(id)
      expect(detail).toContain('PROJECT_ARCHIVED')
      const before = (await activity('diagnosis.passed_over')).length
      await give({ email, reason: 'they are on call tonight' })
      const noted = await activity('diagnosis.passed_over')
      expect(noted).toHaveLength(before + 1)
      const { id: account } = await house.admin.showUser({ organization, user: email })
      expect(noted.at(-1)).toEqual({ diagnosis: id, account, code: 'PROJECT_ARCHIVED' })
      const { items } = await house.admin.listAuditEvents({ organization, limit: '20' })
      expect(items.some(({ reason }) => reason === 'they are on call tonight')).toBe(true)
      expect(items.some(({ type }) => type === 'diagnosis.passed_over')).toBe(true)
    })

    it('a dry run says so, and shows what it would do', async () => {
      const { email, id } = await found(inOld)
      const body = { role: 'deployer', user: email, scope: 'organization' }
      const shown = await house.admin.createAssignment({ organization, dry_run: 'true', body })
      expect(shown).toMatchObject({ dry_run: true, needs_reason: expect.stringContaining(id) as unknown })
    })

    it('what takes away, what concerns others, and what is given before it is open or after it closed needs none', async () => {
      const { email, id } = await found(inOld)
      const other = await person()
      const give = (user: string) =>
        house.admin.createAssignment({ organization, body: { role: 'deployer', user, scope: 'billing' } })
      await give(other.email)
      const held = await house.admin.listAssignments({ organization, user: email })
      await house.admin.deleteAssignment({ organization, assignment: held.items[0]!.id })
      expect((await refusal(give(email))).code).toBe('REASON_REQUIRED')
      await house.admin.closeDiagnosis({ organization, diagnosis: id, body: {} })
      await give(email)
    })

    it('where its cause is check 5 giving access is what helps, and needs none', async () => {
      const { email, answer } = await found({ permission: 'variable.write', scope: 'billing' })
      expect(answer.code).toBe('KEY_NOT_IN_ROLE')
      await house.admin.createAssignment({
        organization,
        body: { role: 'deployer', user: email, scope: 'billing' },
      })
    })

    it('a remedy of the diagnosis is no workaround, and needs none', async () => {
      const goal = { permission: 'variable.write', scope: 'old' }
      const { email, answer } = await found(goal)
      expect(answer.code).toBe('PROJECT_ARCHIVED')
      const remedy = answer.remedies!.find(({ admin }) => !admin)!
      const body = { principal: email, goal, remedy: remedy.id }
      const { digest } = remedy.impact
      await house.admin.applyRemedy({ organization, accept_impact: digest, body })
      await house.admin.archiveProject({ organization, project: 'old', body: {} })
    })
  })

  it('is forgotten 90 days after the last look, with the bundles that were made then', async () => {
    const { id, email } = await found(inBilling)
    const body = { diagnosis: id, tried: 'to save', error_message: 'no' }
    const { reference } = await house.admin.createBundle({ organization, body })
    const { deps } = house.server
    await deps.store.write(outdated(deps, deps.clock() + 89 * DAY))
    expect((await show(id)).bundles).toHaveLength(1)
    await deps.store.write(outdated(deps, deps.clock() + 91 * DAY))
    expect((await refusal(show(id))).code).toBe('NOT_FOUND')
    expect((await refusal(house.admin.showBundle({ organization, bundle: reference }))).code).toBe(
      'NOT_FOUND',
    )
    expect((await house.admin.listDiagnoses({ organization, user: email, closed: 'true' })).items).toEqual([])
  })
}
