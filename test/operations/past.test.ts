import { describe, expect, it } from 'vitest'
import { PastSnapshots } from '../../src/operations/past/past-snapshots.ts'
import { Refused } from '../../src/operations/refused.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { Town } from '../support/town.ts'

const HOUR = 3_600_000
type Acme = Awaited<ReturnType<typeof Town.withAcme>>

const at = (town: Town): string => new Date(town.now).toISOString()

async function withAlex(): Promise<Acme> {
  const town = await Town.withAcme()
  await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  await town.ask(town.ada, 'createEnvironment', {
    params: { project: 'billing' },
    body: { name: 'production' },
  })
  await town.person(town.ada, 'alex@acme.test')
  return town
}

const QUESTION = {
  principal: 'alex@acme.test',
  permission: 'deployment.create',
  scope: 'billing/production',
}

async function acceptingAll(town: Acme, name: 'createAssignment', body: Record<string, unknown>) {
  try {
    return await town.ask(town.ada, name, { body })
  } catch (error) {
    const digest = error instanceof Refused ? error.refusal.impact?.digest : undefined
    if (digest === undefined) throw error
    return town.ask(town.ada, name, { body, query: { accept_impact: digest } })
  }
}

describe('the history of an answer', () => {
  async function told() {
    const town = await withAlex()
    const began = at(town)
    const hour = async (act: () => Promise<unknown>): Promise<void> => {
      town.now += HOUR
      await act()
    }
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(town.ada, 'addGroupMember', {
      params: { group: 'Ops' },
      body: { user: 'alex@acme.test' },
    })
    await hour(() =>
      town.ask(town.ada, 'createAssignment', {
        body: { role: 'deployer', group: 'Ops', scope: 'billing', reason: 'on call' },
      }),
    )
    await hour(() =>
      acceptingAll(town, 'createAssignment', {
        role: 'viewer',
        user: 'alex@acme.test',
        scope: 'billing/production',
        expires_at: new Date(town.now + HOUR).toISOString(),
      }),
    )
    town.now += 2 * HOUR
    return { town, began }
  }

  it('tells who, by what, and whether it was a side effect or a date', async () => {
    const { town, began } = await told()
    await using _ = town
    const history = await town.ask(town.ada, 'accessHistory', { body: { ...QUESTION, since: began } })
    expect(history).toMatchObject({ before: 'NO_ASSIGNMENT', now: 'ALLOWED', left_out: [] })
    expect(history.items).toMatchObject([
      {
        from: 'NO_ASSIGNMENT',
        to: 'ALLOWED',
        by: 'change',
        command: 'assignment create',
        actor: { email: 'ada@acme.test' },
        reason: 'on call',
        side_effect: true,
      },
      { from: 'ALLOWED', to: 'SHADOWED_BY_NARROWER_SCOPE', by: 'change', side_effect: false },
      { from: 'SHADOWED_BY_NARROWER_SCOPE', to: 'ALLOWED', by: 'time' },
    ])
    expect(history.items[2]).not.toHaveProperty('actor')
  })

  it('leaves out who and why for readers without `organization.audit.read`', async () => {
    const { town, began } = await told()
    await using _ = town
    const { session } = await town.result(undefined, 'signIn', {
      body: { email: 'alex@acme.test', password: 'lamp orchid zebra 7' },
    })
    const alex = (await town.caller(session!.token))!
    const history = await town.ask(alex, 'accessHistory', { body: { ...QUESTION, since: began } })
    expect(history.left_out).toEqual(['changes'])
    expect(history.items).toHaveLength(3)
    for (const item of history.items) {
      expect(
        Object.keys(item).filter((key) => !['at', 'from', 'to', 'by', 'revision'].includes(key)),
      ).toEqual([])
    }
    const other = { ...QUESTION, principal: 'ada@acme.test', since: began }
    expect(await town.code(town.ask(alex, 'accessHistory', { body: other }))).toBe('NOT_ALLOWED')
  })

  it('goes back to before the organization, and no further ahead than now', async () => {
    await using town = await withAlex()
    const body = { ...QUESTION, principal: 'ada@acme.test', scope: 'billing', since: '2020-01-01T00:00:00Z' }
    const history = await town.ask(town.ada, 'accessHistory', { body })
    expect(history).toMatchObject({ before: 'NOT_A_MEMBER', now: 'ALLOWED' })
    expect(history.items.map(({ to }) => to)).toEqual(['ALLOWED'])
    const later = { ...body, since: '2031-01-01T00:00:00Z' }
    expect(await town.code(town.ask(town.ada, 'accessHistory', { body: later }))).toBe('INVALID')
  })

  it('of a place that was deleted goes on after it', async () => {
    await using town = await withAlex()
    const since = at(town)
    town.now += HOUR
    await acceptingAll(town, 'createAssignment', {
      role: 'deployer',
      user: 'alex@acme.test',
      scope: 'organization',
    })
    const then = { ...QUESTION, at: at(town) }
    town.now += HOUR
    await town.ask(town.ada, 'deleteProject', { params: { project: 'billing' }, query: {} })
    const { items, now } = await town.ask(town.ada, 'accessHistory', { body: { ...QUESTION, since } })
    expect(items.map(({ to }) => to)).toEqual(['ALLOWED', 'UNKNOWN_SCOPE'])
    expect(now).toBe('UNKNOWN_SCOPE')
    expect(await town.ask(town.ada, 'checkAccess', { body: then })).toMatchObject({ code: 'ALLOWED' })
  })
})

const PLACES = ['organization', 'billing', 'billing/production']
const KEYS = ['deployment.create', 'project.read', 'organization.user.read']

/** One random change, by whoever may; refusals are part of the game. */
async function randomChange(town: Acme, rng: Rng): Promise<void> {
  const user = rng.pick(['alex@acme.test', 'bo@acme.test'])
  const dates = rng.chance(0.4) ? { expires_at: new Date(town.now + 5 * HOUR).toISOString() } : {}
  const assign = { role: rng.pick(['viewer', 'deployer', 'admin']), scope: rng.pick(PLACES), ...dates }
  const changes: (() => Promise<unknown>)[] = [
    () => acceptingAll(town, 'createAssignment', { ...assign, user }),
    () => acceptingAll(town, 'createAssignment', { ...assign, group: 'Ops' }),
    () => town.ask(town.ada, 'addGroupMember', { params: { group: 'Ops' }, body: { user } }),
    () => town.ask(town.ada, 'removeGroupMember', { params: { group: 'Ops', user } }),
    () => town.ask(town.ada, 'blockUser', { params: { user } }),
    () => town.ask(town.ada, 'unblockUser', { params: { user } }),
    () =>
      town.ask(town.ada, rng.pick(['archiveProject', 'unarchiveProject']), {
        params: { project: 'billing' },
      }),
  ]
  try {
    await rng.pick(changes)()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
  }
}

describe('a question about the past', () => {
  it('gets the answer that was given then, by time and by revision, in 12 random histories', {
    timeout: 60_000,
  }, async () => {
    let compared = 0
    for (let index = 0; index < 12; index++) {
      const rng = rngFrom(21, index)
      await using town = await withAlex()
      await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
      await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
      const given: { question: object; time: string; said: unknown; lasting: boolean }[] = []
      for (let step = 0; step < 12; step++) {
        town.now += HOUR
        const before = town.deps.organizations
        const was = (await before.named('acme'))!.revision
        await randomChange(town, rng)
        const body = { principal: rng.pick(['alex@acme.test', 'bo@acme.test']), permission: rng.pick(KEYS) }
        const question = { ...body, scope: rng.pick(PLACES) }
        const said = await town.ask(town.ada, 'explainAccess', { body: question })
        given.push({ question, time: at(town), said, lasting: said.revision !== was })
      }
      town.now += HOUR
      for (const { question, time, said, lasting } of given) {
        const then = await town.ask(town.ada, 'explainAccess', { body: { ...question, at: time } })
        expect(then).toEqual({ ...(said as object), at: time })
        compared++
        if (!lasting) continue
        const { revision } = said as { revision: string }
        const by = await town.ask(town.ada, 'explainAccess', { body: { ...question, revision } })
        expect(by).toEqual({ ...(said as object), at: time })
      }
    }
    expect(compared).toBe(144)
  })

  it('is answered for who and what alike, with names of then', async () => {
    await using town = await withAlex()
    await town.ask(town.ada, 'createRole', { body: { name: 'Shipper', permissions: ['deployment.create'] } })
    await acceptingAll(town, 'createAssignment', {
      role: 'Shipper',
      user: 'alex@acme.test',
      scope: 'billing',
    })
    const then = at(town)
    town.now += HOUR
    await town.ask(town.ada, 'updateRole', { params: { role: 'Shipper' }, body: { name: 'Sender' } })
    await town.ask(town.ada, 'removeUser', { params: { user: 'alex@acme.test' } })
    const { permission, scope } = QUESTION
    const who = await town.ask(town.ada, 'whoHasAccess', { body: { permission, scope, at: then } })
    expect(who.items.find(({ email }) => email === 'alex@acme.test')?.through).toMatchObject([
      { role_name: 'Shipper' },
    ])
    const now = await town.ask(town.ada, 'whoHasAccess', { body: { permission, scope } })
    expect(now.items.map(({ email }) => email)).not.toContain('alex@acme.test')
    const what = await town.ask(town.ada, 'whatAccess', {
      body: { principal: 'alex@acme.test', scope, at: then },
    })
    expect(what.items[0]?.permissions).toEqual(['deployment.create'])
  })

  it('is answered for many checks at once as for each alone, all of one revision', async () => {
    await using town = await withAlex()
    const then = at(town)
    town.now += HOUR
    await acceptingAll(town, 'createAssignment', {
      role: 'deployer',
      user: 'alex@acme.test',
      scope: 'billing',
    })
    await town.ask(town.ada, 'archiveProject', { params: { project: 'billing' } })
    const checks = PLACES.flatMap((scope) =>
      KEYS.map((permission) => ({ principal: QUESTION.principal, permission, scope })),
    )
    const past = await town.ask(town.ada, 'batchAccess', { body: { checks, at: then } })
    const alone: unknown[] = []
    for (const check of checks) {
      const { allowed, code } = await town.ask(town.ada, 'checkAccess', { body: { ...check, at: then } })
      alone.push({ allowed, code })
    }
    expect(past.decisions).toEqual(alone)
    expect(past.at).toBe(then)
    const byRevision = await town.ask(town.ada, 'batchAccess', { body: { checks, revision: past.revision } })
    expect(byRevision.decisions).toEqual(alone)
    const today = await town.ask(town.ada, 'batchAccess', { body: { checks } })
    expect(today.decisions).not.toEqual(alone)
    expect(today).not.toHaveProperty('at')
  })

  it('may look ahead: dates count, changes to come are not known', async () => {
    await using town = await withAlex()
    await acceptingAll(town, 'createAssignment', {
      role: 'deployer',
      user: 'alex@acme.test',
      scope: 'billing',
      expires_at: new Date(town.now + HOUR).toISOString(),
    })
    const later = new Date(town.now + 2 * HOUR).toISOString()
    const ask = (body: object) => town.ask(town.ada, 'checkAccess', { body: { ...QUESTION, ...body } })
    expect(await ask({})).toMatchObject({ code: 'ALLOWED' })
    expect(await ask({ at: later })).toMatchObject({ code: 'ASSIGNMENT_EXPIRED', at: later })
  })

  it.each([
    [{ at: '2020-01-01T00:00:00Z' }, 'did not exist then'],
    [{ revision: 'acme@999' }, 'has not come that far'],
    [{ revision: 'acme@0' }, 'not a revision'],
    [{ revision: 'globex@1' }, 'not a revision'],
    [{ revision: 'soon' }, 'not a revision'],
    [{ revision: 'acme@1', at: '2026-01-05T09:00:00Z' }, 'not both'],
  ])('is refused where there is no such moment: %j', async (moment, told) => {
    await using town = await withAlex()
    const refused = await town.refusal(
      town.ask(town.ada, 'checkAccess', { body: { ...QUESTION, ...moment } }),
    )
    expect(refused.refusal).toMatchObject({ code: 'INVALID' })
    expect(refused.refusal.detail).toContain(told)
  })

  it('shows no more of the past than its reader may see today or saw then', async () => {
    await using town = await withAlex()
    await town.ask(town.ada, 'createProject', { body: { name: 'secret' } })
    const bo = await town.person(town.ada, 'bo@acme.test', {
      assignments: [{ role: 'deployer', scope: 'billing' }],
    })
    const body = { principal: 'bo@acme.test', permission: 'project.read' }
    const then = at(town)
    town.now += HOUR
    expect(await town.ask(bo, 'checkAccess', { body: { ...body, scope: 'secret', at: then } })).toMatchObject(
      {
        code: 'UNKNOWN_SCOPE',
      },
    )
    await town.ask(town.ada, 'deleteProject', { params: { project: 'billing' } })
    await town.ask(town.ada, 'deleteProject', { params: { project: 'secret' } })
    const check = (scope: string) => town.ask(bo, 'checkAccess', { body: { ...body, scope, at: then } })
    expect(await check('billing')).toMatchObject({ code: 'ALLOWED' })
    expect(await check('secret')).toMatchObject({ code: 'UNKNOWN_SCOPE' })
  })

  it('keeps a few rebuilt snapshots, and goes on from the nearest', async () => {
    await using town = await withAlex()
    const { id } = (await town.deps.organizations.named('acme'))!
    const past = new PastSnapshots(town.deps.store, { kept: 2 })
    for (const revision of [3, 5, 4, 2]) expect((await past.at(id, revision)).revision).toBe(revision)
    expect(past.size).toBe(2)
    expect(await past.at(id, 2)).toBe(await past.at(id, 2))
    const copy = await past.copy(id, 2)
    expect(copy).not.toBe(await past.at(id, 2))
  })
})
