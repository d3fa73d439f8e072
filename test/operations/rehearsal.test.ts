/** A rehearsed invitation tells what the real one then does: the same people, places and permissions, and the same no. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyTo } from '../../src/core/snapshot/apply.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { MAILER } from '../support/outbox.ts'
import { second, Town } from '../support/town.ts'

const RUNS = 25
type Ready = Awaited<ReturnType<typeof ready>>

let town: Ready
beforeAll(async () => {
  town = await ready()
})
afterAll(() => town[Symbol.asyncDispose]())

/** Two projects, roles that narrow and groups that give, so that goals fail for every reason there is. */
async function ready(more = {}) {
  const made = await Town.withAcme(undefined, more)
  const ask = made.ask.bind(made, made.ada)
  for (const name of ['billing', 'storefront']) await ask('createProject', { body: { name } })
  const environment = { params: { project: 'billing' }, body: { name: 'production' } }
  await ask('createEnvironment', environment)
  await ask('archiveProject', { params: { project: 'storefront' }, body: {} })
  const logs = { name: 'Logs', permissions: ['deployment.logs.read', 'project.read'] }
  await ask('createRole', { body: logs })
  for (const name of ['Support', 'Empty']) await ask('createGroup', { body: { name } })
  const seat = { group: 'Support', role: 'readonly', scope: 'billing' }
  await ask('createAssignment', { body: seat })
  return made
}

const ROLES = ['viewer', 'readonly', 'deployer', 'admin', 'Logs'] as const
const SCOPES = ['organization', 'billing', 'billing/production', 'storefront'] as const
/** Nothing can be given at what is archived. */
const GIVEN_AT = ['organization', 'billing', 'billing/production'] as const
const KEYS = [
  'project.read',
  'deployment.create',
  'deployment.logs.read',
  'variable.write',
  'organization.user.invite',
  'no.such.key',
] as const

function some<T>(random: Rng, items: readonly T[], most: number): T[] {
  return Array.from({ length: random.below(most + 1) }, () => random.pick(items))
}

function invitationOf(random: Rng) {
  const assignments = some(random, GIVEN_AT, 2).map((scope) => ({ role: random.pick(ROLES), scope }))
  const groups = [...new Set(some(random, ['Support', 'Empty'], 2))]
  return {
    ...(random.chance(0.6) && { role: random.pick(ROLES) }),
    ...(assignments.length > 0 && { assignments }),
    ...(groups.length > 0 && { groups }),
  }
}

async function rehearse(email: string, body: object, on = town) {
  const answer = await on.ask(on.ada, 'inviteUser', { query: { dry_run: 'true' }, body: { email, ...body } })
  if (!('rehearsal' in answer)) throw new Error('no rehearsal')
  return answer
}

/** What the engine says of somebody who is in. */
async function afterwards(email: string, goals: readonly { permission: string; scope: string }[]) {
  const { items } = await town.ask(town.ada, 'whatAccess', { body: { principal: email } })
  const checks = goals.map((goal) =>
    town.ask(town.ada, 'checkAccess', { body: { principal: email, ...goal } }),
  )
  const answers = await Promise.all(checks)
  return {
    may: items,
    goals: answers.map(({ allowed, code, permission, scope }) => ({ allowed, code, permission, scope })),
  }
}

describe('a rehearsal', () => {
  it(`is true: what it says, comes, for ${RUNS} random invitations`, async () => {
    for (let run = 0; run < RUNS; run++) {
      const random = rngFrom(run)
      const email = `p${run}@acme.test`
      const body = invitationOf(random)
      const goals = some(random, SCOPES, 4).map((scope) => ({ permission: random.pick(KEYS), scope }))
      const { rehearsal, events, impact } = await rehearse(email, { ...body, goals })
      expect(rehearsal).toMatchObject({ email, outcome: 'activation_link', delivery: 'shown' })
      const { user, invitation } = await town.invite(town.ada, email, body)
      expect(invitation).toMatchObject({ delivery: rehearsal.delivery, expires_at: rehearsal.expires_at })
      expect(events.slice(0, 2)).toEqual(['member.added', 'invitation.created'])
      await town.activate(invitation!.activation_url)
      const { may, goals: decided } = await afterwards(email, goals)
      expect({ run, may: rehearsal.may, goals: rehearsal.goals }).toEqual({ run, may, goals: decided })
      if (may.every(({ permissions }) => permissions.length === 0)) continue
      expect(impact.totals.people, user.email).toBe(body.role || body.assignments || body.groups ? 1 : 0)
    }
  })

  it('is true of whoever is a member at once, and changes nothing for them', async () => {
    const gus = await second(town, 'globex')
    const bo = await town.person(gus, 'bo@globex.test', {}, 'globex')
    const goals = [
      { permission: 'deployment.create', scope: 'billing' },
      { permission: 'deployment.create', scope: 'organization' },
    ]
    const body = { assignments: [{ role: 'deployer', scope: 'billing' }] }
    const { rehearsal } = await rehearse('bo@globex.test', { ...body, goals })
    expect(rehearsal).toMatchObject({ outcome: 'member_at_once', delivery: 'none' })
    expect(rehearsal).not.toHaveProperty('expires_at')
    expect(await town.code(town.ask(bo, 'showOrganization'))).toBe('NOT_FOUND')
    const { invitation } = await town.invite(town.ada, 'bo@globex.test', body)
    expect(invitation).toBeUndefined()
    const found = await afterwards('bo@globex.test', goals)
    expect({ may: rehearsal.may, goals: rehearsal.goals }).toEqual(found)
    expect(found.goals.map(({ allowed }) => allowed)).toEqual([true, false])
  })

  it('says in words which goals would still fail, and why', async () => {
    const goals = [
      { permission: 'project.read', scope: 'billing' },
      { permission: 'deployment.create', scope: 'billing/production' },
    ]
    const { rehearsal } = await rehearse('words@acme.test', { role: 'viewer', goals })
    expect(rehearsal.text.slice(-2)).toEqual([
      'project.read at billing will work',
      'deployment.create at billing/production would still fail: no role that decides here has the permission (KEY_NOT_IN_ROLE)',
    ])
    expect(rehearsal.text[1]).toBe('they are offered a password at https://access.test/sign-in')
  })

  it('writes nothing: no account, no link, no letter', async () => {
    await using mailing = await ready({ mail: MAILER })
    const tables = ['accounts', 'invitation_links', 'mail', 'members', 'journal'] as const
    const count = async () => {
      const { store } = mailing.deps
      const rows = tables.map((table) => store.rows(store.build.from.selectFrom(table).selectAll()))
      return (await Promise.all(rows)).map(({ length }) => length)
    }
    const before = await count()
    const { rehearsal } = await rehearse('nobody@acme.test', { role: 'admin' }, mailing)
    expect(rehearsal.delivery).toBe('mail')
    const seen = await rehearse('nobody@acme.test', { role: 'admin', show_link: true }, mailing)
    expect(seen.rehearsal.delivery).toBe('mail_and_shown')
    expect(JSON.stringify([rehearsal, seen])).not.toContain('token=')
    expect(await count()).toEqual(before)
  })

  it('tells whoever may not see people nothing of what they may do', async () => {
    const permissions = ['organization.user.invite', 'organization.role.manage', 'project.read']
    await town.ask(town.ada, 'createRole', { body: { name: 'Inviter', permissions } })
    const ivy = await town.person(town.ada, 'ivy@acme.test', { role: 'Inviter' })
    const body = { email: 'cy@acme.test', role: 'Inviter' }
    const query = { dry_run: 'true' }
    const answer = await town.ask(ivy, 'inviteUser', { query, body })
    if (!('rehearsal' in answer)) throw new Error('no rehearsal')
    expect(answer.rehearsal).not.toHaveProperty('may')
    const goals = [{ permission: 'project.read', scope: 'organization' }]
    const asked = town.ask(ivy, 'inviteUser', { query, body: { ...body, goals } })
    expect((await town.refusal(asked)).more.requiredPermission).toBe('organization.user.read')
  })

  it('is what goals are for: without it they are refused', async () => {
    const goals = [{ permission: 'project.read', scope: 'organization' }]
    const refused = await town.refusal(town.invite(town.ada, 'goal@acme.test', { goals }))
    expect(refused.refusal).toMatchObject({ code: 'INVALID', field: '/goals', next: 'add --dry-run' })
  })
})

describe('an organization with single sign-on alone', () => {
  /** As it is once a provider is there, which a single sign-on of its own brings. */
  async function ssoOnly(providers: boolean) {
    const made = await ready()
    const living = (await made.deps.organizations.named('acme'))!
    const { organization } = living.snapshot
    const corp = { id: 'prv_corp', key: 'corp', displayName: 'Corp', enabled: true }
    const off = () => {
      living.snapshot.organization = { ...organization, passwords: false }
      living.snapshot.providers = providers ? [corp] : []
    }
    off()
    return { made, off }
  }

  it('rehearses no link: single sign-on accepts, and the address is said', async () => {
    const { made } = await ssoOnly(true)
    await using on = made
    const goals = [{ permission: 'project.read', scope: 'billing' }]
    const query = { dry_run: 'true' }
    const body = { email: 'sam@acme.test', role: 'viewer', goals }
    const answer = await on.ask(on.service, 'inviteUser', { query, body })
    if (!('rehearsal' in answer)) throw new Error('no rehearsal')
    expect(answer.rehearsal).toMatchObject({
      outcome: 'sign_in_with_sso',
      delivery: 'sign_in',
      sign_in: { password: false, providers: [{ key: 'corp', display_name: 'Corp' }] },
      goals: [{ allowed: true, code: 'ALLOWED' }],
    })
    const { invitation } = await on.invite(on.service, 'sam@acme.test', { role: 'viewer' })
    expect(invitation).toMatchObject({ delivery: 'sign_in', sign_in_url: 'https://access.test/sign-in' })
    expect(invitation).not.toHaveProperty('activation_url')
  })

  it('without a provider has no way in, and every goal fails for that', async () => {
    const { made } = await ssoOnly(false)
    await using on = made
    const goals = [{ permission: 'project.read', scope: 'billing' }]
    const body = { email: 'sam@acme.test', role: 'admin', goals }
    const answer = await on.ask(on.service, 'inviteUser', { query: { dry_run: 'true' }, body })
    if (!('rehearsal' in answer)) throw new Error('no rehearsal')
    expect(answer.rehearsal).toMatchObject({
      outcome: 'no_way_in',
      goals: [{ allowed: false, code: 'INVITE_PENDING' }],
    })
  })
})

describe('a change to how people sign in', () => {
  it('says which pending invitations it makes impossible, before and after', async () => {
    await using on = await ready()
    const { invitation } = await on.invite(on.ada, 'waits@acme.test', { role: 'viewer' })
    const late = await on.invite(on.ada, 'late@acme.test')
    await on.person(on.ada, 'in@acme.test')
    on.now += 7 * 86_400_000
    const again = await on.ask(on.service, 'resendInvitation', {
      params: { invitation: invitation!.id },
      body: {},
    })
    expect('id' in again).toBe(true)
    const living = (await on.deps.organizations.named('acme'))!
    const person = living.snapshot.members.get(on.ada.account)!
    const corp = { id: 'prv_corp', key: 'corp', displayName: 'Corp', enabled: true }
    // The last admin keeps a way in, so that passwords can go.
    const draft = living.snapshot.fork()
    applyTo(draft, { type: 'provider.added', data: { provider: corp } })
    const after = { password: true, providers: ['prv_corp'] }
    applyTo(draft, {
      type: 'sign_in_path.changed',
      data: { principal: on.ada.account, before: person.signInPath, after },
    })
    draft.revision = living.snapshot.revision
    living.publish(draft, [])
    const change = (query: object, passwords: boolean) =>
      on.ask(on.service, 'changeSignInSettings', { query: { ...query }, body: { passwords } })
    const listed = [
      {
        id: invitation!.id,
        email: 'waits@acme.test',
        way: 'sso',
        next: expect.stringContaining(`compartment invitation resend ${invitation!.id}`) as string,
      },
    ]
    expect((await change({ dry_run: 'true' }, false)).impossible_invitations).toEqual(listed)
    const done = await change({}, false)
    expect(done.impossible_invitations).toEqual(listed)
    expect(JSON.stringify(done)).not.toContain(late.invitation!.id)
    expect((await change({}, false)).impossible_invitations).toEqual([])
    expect((await change({}, true)).impossible_invitations).toEqual([])
  })
})
