/** What holds of tokens, whichever store they are in. */
import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES } from '../../src/core/catalogue/built-in-roles.ts'
import { decide, decideWithin } from '../../src/core/index.ts'
import type { Caller } from '../../src/operations/call.ts'
import { listJournal } from '../../src/store/store.ts'
import { PASSWORD, second, type Town } from '../support/town.ts'
import type { OpenTown } from './session-lives.ts'

const DAY = 24 * 3_600_000

type Grant = { role: string; scope: string }

async function create(town: Town, by: Caller, grants: readonly Grant[], more: object = {}) {
  const expires_at = new Date(town.now + 30 * DAY).toISOString()
  const answer = await town.ask(by, 'createToken', { body: { name: 'ci', grants, expires_at, ...more } })
  if (!('secret' in answer)) throw new Error('a dry run')
  return answer
}

/** A person with a role, the token of theirs, and who that calls as. */
async function withToken(town: Town & { ada: Caller }, role: string, grants: readonly Grant[]) {
  const owner = await town.person(town.ada, `${role}@acme.test`, { role })
  const { id, secret } = await create(town, owner, grants)
  return { owner, id, secret, program: (await town.caller(secret))! }
}

async function placed(open: OpenTown) {
  const town = await open()
  for (const name of ['billing', 'shop']) {
    await town.ask(town.ada, 'createProject', { body: { name } })
    const body = { name: 'production' }
    await town.ask(town.ada, 'createEnvironment', { params: { project: name }, body })
  }
  return town
}

async function snapshotOf(town: Town) {
  return (await town.deps.organizations.named('acme'))!.snapshot
}

export function tokensForPrograms(open: OpenTown): void {
  describe('a personal token', () => {
    it('may do what its owner may and one of its grants covers, for every permission everywhere', async () => {
      await using town = await placed(open)
      const grants = [
        { role: 'viewer', scope: 'billing' },
        { role: 'deployer', scope: 'shop/production' },
      ]
      const { owner, program } = await withToken(town, 'deployer', grants)
      const snapshot = await snapshotOf(town)
      const keys = (role: string) => BUILT_IN_ROLES.find(({ name }) => name === role)!.permissions
      let yes = 0
      for (const permission of snapshot.vocabulary.keys)
        for (const { path } of snapshot.scopes.rows()) {
          const covered = grants.some(
            ({ role, scope }) =>
              (path === scope || path.startsWith(`${scope}/`)) && keys(role).includes(permission),
          )
          const { allowed } = decide(snapshot, owner.account, permission, path, town.now)
          const within = decideWithin(snapshot, program, permission, path, town.now)
          expect(within.allowed, `${permission} ${path}`).toBe(allowed && covered)
          if (allowed && !covered) expect(within.code).toBe('TOKEN_SCOPE')
          if (within.allowed) yes++
        }
      expect(yes).toBeGreaterThan(5)
    })

    it('is told what it would take to reach further', async () => {
      await using town = await placed(open)
      const { program } = await withToken(town, 'admin', [{ role: 'viewer', scope: 'billing' }])
      const refused = await town.refusal(town.ask(program, 'listUsers'))
      expect(refused.refusal.code).toBe('TOKEN_SCOPE')
      expect(refused.more).toMatchObject({
        requiredPermission: 'organization.user.read',
        scope: 'organization',
      })
    })

    it('sees no other places than it reaches, whatever its owner has there', async () => {
      await using town = await placed(open)
      const names = async (who?: Caller) =>
        (await town.ask(who, 'listProjects')).items.map(({ name }) => name)
      const viewer = [{ role: 'viewer', scope: 'billing' }]
      const { program, owner } = await withToken(town, 'admin', viewer)
      expect([await names(owner), await names(program)]).toEqual([['billing', 'shop'], ['billing']])
      const shown = town.ask(program, 'showProject', { params: { project: 'shop' } })
      expect(await town.code(shown)).toBe('NOT_FOUND')
      const bo = await town.person(town.ada, 'bo@acme.test', {
        assignments: [...viewer, { role: 'deployer', scope: 'shop' }],
      })
      const { secret } = await create(town, bo, viewer)
      expect(await names(bo)).toEqual(['billing', 'shop'])
      expect(await names(await town.caller(secret))).toEqual(['billing'])
    })

    it('gives nothing that it does not reach, though its owner could (TOK-05)', async () => {
      await using town = await placed(open)
      await town.ask(town.ada, 'createRole', {
        body: { name: 'Steward', permissions: ['organization.role.manage', 'organization.user.read'] },
      })
      const { program, owner } = await withToken(town, 'admin', [{ role: 'Steward', scope: 'organization' }])
      await town.person(town.ada, 'bo@acme.test')
      const grant = (who: Caller, role: string) =>
        town.ask(who, 'createAssignment', { body: { role, user: 'bo@acme.test', scope: 'organization' } })
      const refused = await town.refusal(grant(program, 'admin'))
      expect(refused.refusal.code).toBe('ESCALATION')
      await grant(program, 'Steward')
      await grant(owner, 'admin')
    })

    it('is nobody’s own business: it makes no token, ends none, and sees no session (TOK-05)', async () => {
      await using town = await placed(open)
      const { program, owner, id } = await withToken(town, 'admin', [
        { role: 'admin', scope: 'organization' },
      ])
      const body = { name: 'x', grants: [{ role: 'viewer', scope: 'billing' }] }
      const expires_at = new Date(town.now + DAY).toISOString()
      const tried = [
        () => town.ask(program, 'createToken', { body: { ...body, expires_at } }),
        () => town.ask(program, 'createToken', { body: { ...body, expires_at, kind: 'service' } }),
        () => town.ask(program, 'listTokens', { query: { user: owner.account } }),
        () => town.ask(program, 'revokeToken', { params: { token: id } }),
        () => town.ask(program, 'listAccountSessions'),
        () => town.ask(program, 'revokeOtherSessions', { body: {} }),
        () => town.ask(program, 'revokeAccountSession', { params: { session: owner.session! } }),
        () => town.ask(program, 'showDeviceLogin', { body: { user_code: 'BBBB-BBBB' } }),
        () =>
          town.ask(program, 'decideDeviceLogin', { body: { user_code: 'BBBB-BBBB', decision: 'approve' } }),
      ]
      for (const asked of tried) expect(await town.code(asked())).toBe('TOKEN_SCOPE')
      expect((await town.ask(program, 'whoAmI')).id).toBe(owner.account)
    })

    it('asks about its owner as it asks about others: as far as it reaches', async () => {
      await using town = await placed(open)
      const { program, owner } = await withToken(town, 'viewer', [{ role: 'viewer', scope: 'billing' }])
      const body = { principal: owner.account, permission: 'project.read', scope: 'shop' }
      expect(await town.ask(owner, 'checkAccess', { body })).toMatchObject({ allowed: true })
      expect(await town.code(town.ask(program, 'checkAccess', { body }))).toBe('TOKEN_SCOPE')
      expect(await town.code(town.ask(program, 'showUser', { params: { user: owner.account } }))).toBe(
        'TOKEN_SCOPE',
      )
    })

    it('sees of its owner what it sees of others', async () => {
      await using town = await placed(open)
      await town.ask(town.ada, 'createRole', {
        body: { name: 'Reader', permissions: ['organization.user.read'] },
      })
      const { program, owner } = await withToken(town, 'admin', [{ role: 'Reader', scope: 'organization' }])
      const params = { user: owner.account }
      expect((await town.ask(owner, 'showUser', { params })).roles).toHaveLength(1)
      expect((await town.ask(program, 'showUser', { params })).roles).toEqual([])
    })

    it('states no more than its owner has (TOK-06)', async () => {
      await using town = await placed(open)
      const bo = await town.person(town.ada, 'bo@acme.test', {
        assignments: [{ role: 'deployer', scope: 'billing' }],
      })
      const refused = await town.refusal(create(town, bo, [{ role: 'admin', scope: 'billing' }]))
      expect(refused.refusal.code).toBe('ESCALATION')
      expect(refused.refusal.missing).toContainEqual({
        permission: 'organization.role.manage',
        scope: 'billing',
      })
      // A place that they may not know is not there.
      expect(await town.code(create(town, bo, [{ role: 'viewer', scope: 'shop' }]))).toBe('UNKNOWN_SCOPE')
      await create(town, bo, [{ role: 'deployer', scope: 'billing/production' }])
    })

    it('loses at once what its owner or its role loses, and all when the role goes (TOK-06)', async () => {
      await using town = await placed(open)
      const permissions = ['project.read', 'deployment.create', 'environment.read']
      await town.ask(town.ada, 'createRole', { body: { name: 'Shipper', permissions } })
      const { program } = await withToken(town, 'deployer', [{ role: 'Shipper', scope: 'billing' }])
      const may = async (permission: string) =>
        decideWithin(await snapshotOf(town), program, permission, 'billing', town.now).allowed
      expect([await may('deployment.create'), await may('project.read')]).toEqual([true, true])
      await town.ask(town.ada, 'updateRole', {
        params: { role: 'Shipper' },
        body: { permissions: ['project.read', 'environment.read'] },
      })
      expect([await may('deployment.create'), await may('project.read')]).toEqual([false, true])
      await town.ask(town.ada, 'deleteRole', { params: { role: 'Shipper' } })
      expect(await may('project.read')).toBe(false)
      const other = await create(town, town.ada, [{ role: 'admin', scope: 'organization' }])
      const ofAda = (await town.caller(other.secret))!
      await town.person(town.ada, 'second@acme.test', { role: 'admin' })
      expect((await town.ask(ofAda, 'listUsers')).items.length).toBeGreaterThan(1)
      await town.ask(town.service, 'grantRole', {
        params: { user: 'ada@acme.test' },
        body: { role: 'viewer' },
      })
      expect(await town.code(town.ask(ofAda, 'listAuditEvents'))).toBe('NOT_ALLOWED')
    })

    it('lasts a year at most, and tells whoever holds it when it is over', async () => {
      await using town = await placed(open)
      const at = (days: number) => ({ expires_at: new Date(town.now + days * DAY).toISOString() })
      const grants = [{ role: 'viewer', scope: 'billing' }]
      expect(await town.code(create(town, town.ada, grants, at(365.01)))).toBe('INVALID')
      expect(await town.code(create(town, town.ada, grants, at(0)))).toBe('INVALID')
      const { secret } = await create(town, town.ada, grants, at(365))
      town.now += 365 * DAY - 1000
      expect(await town.deps.sessions.admit(secret, town.now)).toBeDefined()
      town.now += 1000
      const refused = (async () => town.deps.sessions.admit(secret, town.now))()
      expect((await town.refusal(refused)).refusal.code).toBe('TOKEN_EXPIRED')
    })

    it('is shown once, listed by its first characters, and says when it was last used', async () => {
      await using town = await placed(open)
      const made = await create(town, town.ada, [{ role: 'viewer', scope: 'billing' }])
      expect(made.secret).toMatch(/^cpt_[\w-]{43}$/)
      town.now += 5 * 60_000
      await town.caller(made.secret)
      const { items } = await town.ask(town.ada, 'listTokens', { query: { user: 'ada@acme.test' } })
      expect(items).toEqual([
        expect.objectContaining({
          id: made.id,
          prefix: made.secret.slice(0, 12),
          last_used_at: new Date(town.now).toISOString(),
          grants: [expect.objectContaining({ scope: { type: 'project', project: 'billing' } })],
        }),
      ])
      expect(JSON.stringify(items)).not.toContain(made.secret)
    })

    it('is its owner’s to end, and an admin’s', async () => {
      await using town = await placed(open)
      const { owner, id, secret } = await withToken(town, 'viewer', [{ role: 'viewer', scope: 'billing' }])
      const bo = await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
      const end = (who: Caller, token: string) => town.ask(who, 'revokeToken', { params: { token } })
      expect(await town.code(end(bo, id))).toBe('NOT_ALLOWED')
      const elsewhere = await second(town, 'globex')
      const there = town.ask(elsewhere, 'revokeToken', { params: { organization: 'globex', token: id } })
      expect(await town.code(there)).toBe('NOT_FOUND')
      expect(await town.caller(secret)).toBeDefined()
      await end(owner, id)
      expect(await town.caller(secret)).toBeUndefined()
      expect(await town.code(end(owner, id))).toBe('NOT_FOUND')
      const more = await create(town, owner, [{ role: 'viewer', scope: 'billing' }])
      await end(town.ada, more.id)
      expect(await town.caller(more.secret)).toBeUndefined()
    })

    it('does nothing while its owner is blocked, and ends when they are removed', async () => {
      await using town = await placed(open)
      const { secret, owner } = await withToken(town, 'viewer', [{ role: 'viewer', scope: 'billing' }])
      const list = async () => town.ask(await town.caller(secret), 'listProjects')
      const user = { params: { user: owner.account } }
      await town.ask(town.ada, 'blockUser', { ...user, body: {} })
      expect(await town.code(list())).toBe('BLOCKED')
      await town.ask(town.ada, 'unblockUser', { ...user, body: {} })
      expect((await list()).items).toHaveLength(1)
      await town.ask(town.ada, 'removeUser', user)
      expect(await town.caller(secret)).toBeUndefined()
      await town.invite(town.ada, 'viewer@acme.test', { role: 'viewer' })
      expect(await town.caller(secret)).toBeUndefined()
    })

    it('is not looked at where nobody needs to be signed in', async () => {
      await using town = await placed(open)
      const { program, owner } = await withToken(town, 'viewer', [{ role: 'viewer', scope: 'billing' }])
      const { invitation } = await town.invite(town.ada, 'sam@acme.test')
      const token = new URL(invitation!.activation_url!).searchParams.get('token')!
      const body = { token, password: PASSWORD }
      expect(await town.code(town.ask(owner, 'activate', { body }))).toBe('INVITE_OTHER_EMAIL')
      expect((await town.ask(program, 'activate', { body })).user.email).toBe('sam@acme.test')
    })

    it('is tried without being made', async () => {
      await using town = await placed(open)
      const body = {
        name: 'ci',
        grants: [{ role: 'viewer', scope: 'billing' }],
        expires_at: new Date(town.now + DAY).toISOString(),
      }
      const answer = await town.ask(town.ada, 'createToken', { body, query: { dry_run: 'true' } })
      expect(answer).toMatchObject({ dry_run: true, events: [] })
      expect((await town.ask(town.ada, 'listTokens', { query: { kind: 'personal' } })).items).toEqual([])
    })
  })

  describe('a service token', () => {
    const service = { kind: 'service', name: 'Nightly Build' }

    it('is an account of its own that does what it was given', async () => {
      await using town = await placed(open)
      const made = await create(town, town.ada, [{ role: 'deployer', scope: 'billing' }], service)
      const program = (await town.caller(made.secret))!
      expect(program).toMatchObject({ account: made.user.id, type: 'automation', method: 'token' })
      const { items } = await town.ask(town.ada, 'listUsers', { query: { type: 'automation' } })
      const listed = items.find(({ id }) => id === made.user.id)
      expect(listed).toMatchObject({ type: 'automation', name: 'Nightly Build', status: 'active' })
      expect((await town.ask(program, 'listProjects')).items.map(({ name }) => name)).toEqual(['billing'])
      expect(await town.code(town.ask(program, 'listUsers'))).toBe('NOT_ALLOWED')
    })

    it('is granted no more than its creator has', async () => {
      await using town = await placed(open)
      await town.ask(town.ada, 'createRole', {
        body: { name: 'Steward', permissions: ['organization.role.manage', 'organization.user.read'] },
      })
      const steward = await town.person(town.ada, 'steward@acme.test', { role: 'Steward' })
      const refused = await town.refusal(
        create(town, steward, [{ role: 'deployer', scope: 'organization' }], service),
      )
      expect(refused.refusal.code).toBe('ESCALATION')
      await create(town, steward, [{ role: 'Steward', scope: 'organization' }], service)
      const viewer = await town.person(town.ada, 'viewer@acme.test', { role: 'viewer' })
      expect(await town.code(create(town, viewer, [{ role: 'viewer', scope: 'billing' }], service))).toBe(
        'NOT_ALLOWED',
      )
    })

    it('goes with its account and assignments in one change', async () => {
      await using town = await placed(open)
      const made = await create(town, town.ada, [{ role: 'deployer', scope: 'billing' }], service)
      const user = { params: { user: made.user.id } }
      expect(await town.code(town.ask(town.ada, 'removeUser', user))).toBe('MANAGED_IDENTITY')
      const living = (await town.deps.organizations.named('acme'))!
      const before = living.snapshot.revision
      await town.ask(town.ada, 'revokeToken', { params: { token: made.id } })
      expect(await town.caller(made.secret)).toBeUndefined()
      const records = await listJournal(town.deps.store, living.id, { limit: 10 })
      const since = records.filter(({ sequence }) => sequence > before)
      expect(new Set(since.map(({ event }) => event.type))).toEqual(
        new Set(['member.removed', 'assignment.deleted']),
      )
      expect(new Set(since.map(({ command }) => command))).toEqual(new Set(['token revoke']))
      expect(living.snapshot.members.get(made.user.id)).toBeUndefined()
    })

    it('makes further ones within what it has, as scripts need it', async () => {
      await using town = await placed(open)
      const made = await create(town, town.service, [{ role: 'viewer', scope: 'shop' }], service)
      expect(await town.caller(made.secret)).toBeDefined()
      expect(await town.code(town.ask(town.service, 'listAccountSessions'))).toBe('TOKEN_SCOPE')
    })
  })
}
