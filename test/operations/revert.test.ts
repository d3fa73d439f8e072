import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

async function town() {
  const made = await Town.withAcme()
  await made.ask(made.ada, 'createProject', { body: { name: 'billing' } })
  await made.ask(made.ada, 'createRole', { body: { name: 'Shipper', permissions: ['deployment.create'] } })
  for (const name of ['alex', 'bo']) {
    const assignments = [{ role: 'Shipper', scope: 'billing' }]
    await made.person(made.ada, `${name}@acme.test`, { assignments })
  }
  return made
}

async function head(made: Awaited<ReturnType<typeof town>>): Promise<number> {
  return (await made.deps.organizations.named('acme'))!.snapshot.revision
}

const ALEX = { principal: 'alex@acme.test', permission: 'deployment.create', scope: 'billing' }

describe('a revert', () => {
  it('of a deleted role gives it back to everyone who had it, from any record of the change', async () => {
    await using made = await town()
    const roles = (await made.ask(made.ada, 'listRoles')).items
    await made.ask(made.ada, 'deleteRole', { params: { role: 'Shipper' } })
    const sequence = (await head(made)) - 1
    made.now += 1000
    const tried = await made.ask(made.ada, 'revertChange', { body: { sequence }, query: { dry_run: 'true' } })
    expect(tried).toMatchObject({
      dry_run: true,
      events: ['role.created', 'assignment.created', 'assignment.created'],
      impact: { totals: { people: 2, gained: 2, lost: 0 } },
    })
    const body = { sequence, reason: 'INC-7' }
    const done = await made.ask(made.ada, 'revertChange', { body })
    expect(done).toMatchObject({
      reverted: { first: sequence - 1, last: sequence + 1, command: 'role delete' },
    })
    expect((await made.ask(made.ada, 'listRoles')).items).toEqual(roles)
    expect(await made.ask(made.ada, 'checkAccess', { body: ALEX })).toMatchObject({ code: 'ALLOWED' })
    const { items } = await made.ask(made.ada, 'listAuditEvents', { query: { limit: 1 } })
    expect(items[0]).toMatchObject({
      command: 'audit revert',
      reason: `INC-7 (reverts acme@${sequence + 1})`,
    })
    expect(await made.code(made.ask(made.ada, 'revertChange', { body }))).toBe('PRECONDITION_FAILED')
  })

  it('is itself a change, and can be reverted', async () => {
    await using made = await town()
    await made.ask(made.ada, 'blockUser', { params: { user: 'alex@acme.test' } })
    for (const code of ['ALLOWED', 'BLOCKED']) {
      made.now += 1000
      await made.ask(made.ada, 'revertChange', { body: { sequence: await head(made) } })
      expect(await made.ask(made.ada, 'checkAccess', { body: ALEX })).toMatchObject({ code })
    }
  })

  it('takes what its own command would take, beside reading the journal', async () => {
    await using made = await town()
    await made.ask(made.ada, 'createGroup', { body: { name: 'Ops' } })
    const sequence = await head(made)
    const body = { sequence }
    const permissions = ['organization.audit.read']
    await made.ask(made.ada, 'createRole', { body: { name: 'Auditor', permissions } })
    const cy = await made.person(made.ada, 'cy@acme.test', { role: 'Auditor' })
    for (const query of [{}, { dry_run: 'true' }]) {
      const refused = await made.refusal(made.ask(cy, 'revertChange', { body, query }))
      expect(refused.more.requiredPermission).toBe('organization.group.manage')
    }
    const bo = await made.caller((await signedIn(made, 'bo@acme.test'))!)
    const refused = await made.refusal(made.ask(bo, 'revertChange', { body }))
    expect(refused.more.requiredPermission).toBe('organization.audit.read')
    await made.ask(made.ada, 'revertChange', { body })
    expect((await made.ask(made.ada, 'listGroups')).items).toEqual([])
  })

  it('of what cannot be undone says so, and of no record at all', async () => {
    await using made = await town()
    await made.ask(made.ada, 'removeUser', { params: { user: 'bo@acme.test' } })
    const attempt = (sequence: number) =>
      made.refusal(made.ask(made.ada, 'revertChange', { body: { sequence } }))
    const removed = await attempt(await head(made))
    expect(removed.refusal.detail).toBe('this cannot be reverted: nothing undoes `member.removed`')
    expect((await attempt(9999)).refusal.code).toBe('NOT_FOUND')
  })
})

async function signedIn(made: Town, email: string): Promise<string | undefined> {
  const body = { email, password: 'lamp orchid zebra 7' }
  return (await made.result(undefined, 'signIn', { body })).session?.token
}
