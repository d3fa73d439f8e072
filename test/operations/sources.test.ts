/** Sources: real repositories, and the automation accounts that act for them (S0-13). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeRepository, type Repository } from '../support/repository.ts'
import { second, Town } from '../support/town.ts'

let repository: Repository
beforeAll(() => {
  repository = makeRepository()
})
afterAll(() => repository[Symbol.dispose]())

type Acme = Awaited<ReturnType<typeof Town.withAcme>>

const FILES = { sources: { protocols: ['file'], privateAddresses: false } } as const

async function withBilling(): Promise<Acme> {
  const town = await Town.withAcme(undefined, FILES)
  await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  await town.ask(town.ada, 'createProject', { body: { name: 'storefront' } })
  return town
}

const LATER = '2026-02-01T00:00:00Z'

const docs = (more: object = {}) => ({ name: 'docs', url: repository.url, project: 'billing', ...more })

type Connected = { id: string; branch: string; account: { id: string; email: string }; access: object[] }

async function connected(town: Acme, more: object = {}): Promise<Connected> {
  return (await town.ask(town.ada, 'connectSource', { body: docs(more) })) as Connected
}

const show = { params: { source: 'docs' } }

describe('connecting a source', () => {
  it('binds the repository and gives its account deployer in its project, in one change', async () => {
    await using town = await withBilling()
    const source = await connected(town)
    expect(source).toMatchObject({
      name: 'docs',
      type: 'git',
      url: repository.url,
      branch: 'main',
      project: { name: 'billing' },
      access: [{ role: { name: 'deployer' }, scope: { type: 'project', project: 'billing' } }],
    })
    expect(await town.ask(town.ada, 'showSource', show)).toEqual(source)
    expect((await town.ask(town.ada, 'listSources')).items).toEqual([source])
    const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { limit: '20' } })
    const written = items.filter(({ command }) => command === 'source connect git')
    expect(written.map(({ type }) => type).toSorted()).toEqual([
      'assignment.created',
      'member.added',
      'source.connected',
    ])
    expect(new Set(written.map(({ at }) => at)).size).toBe(1)
  })

  it('finds the repository’s own branch, or the one that was asked for', async () => {
    await using town = await withBilling()
    expect((await connected(town, { branch: 'next' })).branch).toBe('next')
    const refused = await town.refusal(
      town.ask(town.ada, 'connectSource', { body: docs({ name: 'other', branch: 'gone' }) }),
    )
    expect(refused.refusal).toMatchObject({ code: 'INVALID', field: '/branch' })
  })

  it('refuses a repository that is not there, and binds nothing', async () => {
    await using town = await withBilling()
    const { revision } = (await town.deps.organizations.named('acme'))!
    const url = `${repository.url}-not`
    const refused = await town.refusal(town.ask(town.ada, 'connectSource', { body: docs({ url }) }))
    expect(refused.refusal).toMatchObject({ code: 'INVALID', field: '/url' })
    expect(refused.refusal.detail).toContain('there is no repository at this URL')
    expect((await town.deps.organizations.named('acme'))!.revision).toBe(revision)
    expect(
      (await town.ask(town.ada, 'listUsers', { query: { type: 'automation', q: 'docs' } })).items,
    ).toEqual([])
  })

  it('tries without connecting: a dry run tells the impact and binds nothing', async () => {
    await using town = await withBilling()
    const tried = await town.ask(town.ada, 'connectSource', { body: docs(), query: { dry_run: 'true' } })
    expect(tried).toMatchObject({
      dry_run: true,
      events: expect.arrayContaining(['source.connected']) as unknown,
    })
    expect((await town.ask(town.ada, 'listSources')).items).toEqual([])
  })

  it('gives no more than the connector has, and says what lacks, before it looks at the repository', async () => {
    await using town = await withBilling()
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Connector', permissions: ['source.manage', 'source.read', 'project.read'] },
    })
    const mia = await town.person(town.ada, 'mia@acme.test', {
      assignments: [{ role: 'Connector', scope: 'billing' }],
    })
    const url = 'file:///nowhere/at/all'
    const refused = await town.refusal(
      town.ask(mia, 'connectSource', { body: docs({ url, role: 'viewer' }) }),
    )
    expect(refused.refusal).toMatchObject({
      code: 'ESCALATION',
      missing: [{ permission: 'app.route.access', scope: 'billing' }],
    })
  })

  it('never gives a key of Access management that was not stated', async () => {
    await using town = await withBilling()
    await connected(town)
    expect(
      await town.code(
        town.ask(town.ada, 'connectSource', { body: docs({ name: 'all', project: undefined }) }),
      ),
    ).toBe('INVALID')
    const { account } = (await town.ask(town.ada, 'showSource', show)) as Connected
    const { items } = await town.ask(town.ada, 'whatAccess', {
      body: { principal: account.id, scope: 'organization' },
    })
    expect(items.flatMap(({ permissions }) => permissions)).toEqual([])
    const stated = await connected(town, {
      name: 'all',
      project: undefined,
      role: 'admin',
      scope: 'organization',
    })
    expect(stated.access).toMatchObject([{ role: { name: 'admin' }, scope: { type: 'organization' } }])
  })
})

describe('the automation account of a source', () => {
  it('is listed as one, active and with no way to sign in', async () => {
    await using town = await withBilling()
    const { account } = await connected(town)
    const { items } = await town.ask(town.ada, 'listUsers', { query: { type: 'automation' } })
    expect(items.find(({ id }) => id === account.id)).toMatchObject({
      email: account.email,
      name: 'docs',
      type: 'automation',
      status: 'active',
      access: 'allowed',
      last_sign_in_at: null,
    })
    const people = await town.ask(town.ada, 'listUsers', { query: { type: 'user' } })
    expect(people.items.map(({ id }) => id)).not.toContain(account.id)
    const body = { email: account.email, password: 'anything at all' }
    expect(await town.code(town.ask(undefined, 'signIn', { body }))).toBe('BAD_CREDENTIAL')
  })

  it('is not invited, blocked, removed, assigned or seated: its source is named', async () => {
    await using town = await withBilling()
    const source = await connected(town)
    const user = source.account.email
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
    const { items } = await town.ask(town.ada, 'listAssignments', { query: { user } })
    const assignment = items[0]!.id
    const tries = [
      () => town.ask(town.ada, 'inviteUser', { body: { email: user } }),
      () => town.ask(town.ada, 'blockUser', { params: { user } }),
      () => town.ask(town.ada, 'removeUser', { params: { user } }),
      () => town.ask(town.ada, 'createAssignment', { body: { role: 'viewer', user, scope: 'storefront' } }),
      () => town.ask(town.ada, 'updateAssignment', { params: { assignment }, body: { expires_at: LATER } }),
      () => town.ask(town.ada, 'deleteAssignment', { params: { assignment } }),
      () => town.ask(town.ada, 'grantRole', { params: { user }, body: { role: 'admin' } }),
      () => town.ask(town.ada, 'addGroupMember', { params: { group: 'Ops' }, body: { user } }),
    ]
    for (const one of tries) {
      const { refusal } = await town.refusal(one())
      expect(refusal.code).toBe('MANAGED_IDENTITY')
      expect(refusal.detail).toContain('its source `docs` manages it')
      expect(refusal.next).toBe(`compartment source show ${source.id}`)
    }
  })

  it('has no invitation that could be sent again or cancelled, and no password to reset', async () => {
    await using town = await withBilling()
    const { account } = await connected(town)
    for (const invitation of [account.email, account.id])
      for (const name of ['resendInvitation', 'cancelInvitation'] as const) {
        const { refusal } = await town.refusal(town.ask(town.ada, name, { params: { invitation } }))
        expect(refusal.code).toBe('MANAGED_IDENTITY')
        expect(refusal.detail).toContain('its source `docs` manages it')
      }
    const reset = town.ask(town.ada, 'resetUserPassword', { params: { user: account.email } })
    expect(await town.code(reset)).toBe('RESET_NOT_APPLICABLE')
  })

  it('goes with its source, and what it could do with it', async () => {
    await using town = await withBilling()
    const { account, id } = await connected(town)
    await town.ask(town.ada, 'disconnectSource', { params: { source: 'docs' }, query: { reason: 'moved' } })
    expect(await town.code(town.ask(town.ada, 'showSource', { params: { source: id } }))).toBe('NOT_FOUND')
    expect(await town.code(town.ask(town.ada, 'showUser', { params: { user: account.id } }))).toBe(
      'NOT_FOUND',
    )
    const { items } = await town.ask(town.ada, 'listAssignments')
    expect(items.filter(({ subject }) => subject.id === account.id)).toEqual([])
    expect((await connected(town)).account.id).not.toBe(account.id)
  })

  it('of another organization looks like an address of nobody', async () => {
    await using town = await withBilling()
    const { account } = await connected(town)
    const zoe = await second(town, 'zenith')
    const params = { organization: 'zenith' }
    const inviting = async (email: string) => {
      const { refusal } = await town.refusal(town.ask(zoe, 'inviteUser', { params, body: { email } }))
      return JSON.stringify(refusal).replaceAll(email, 'EMAIL')
    }
    const nobody = account.email.replace(/-\w{8}@/, '-00000000@')
    expect(await inviting(account.email)).toBe(await inviting(nobody))
    for (const user of [account.email, account.id])
      expect(await town.code(town.ask(zoe, 'showUser', { params: { ...params, user } }))).toBe('NOT_FOUND')
  })
})

describe('who sees a source', () => {
  it('sees it where it is bound; for everybody else it is missing', async () => {
    await using town = await withBilling()
    const source = await connected(town)
    const bo = await town.person(town.ada, 'bo@acme.test', {
      assignments: [{ role: 'deployer', scope: 'billing' }],
    })
    const cy = await town.person(town.ada, 'cy@acme.test', {
      assignments: [{ role: 'deployer', scope: 'storefront' }],
    })
    const di = await town.person(town.ada, 'di@acme.test', {
      assignments: [{ role: 'viewer', scope: 'billing' }],
    })
    expect((await town.ask(bo, 'listSources')).items.map(({ id }) => id)).toEqual([source.id])
    for (const stranger of [cy, di]) {
      expect((await town.ask(stranger, 'listSources')).items).toEqual([])
      expect(await town.code(town.ask(stranger, 'showSource', show))).toBe('NOT_FOUND')
      expect(await town.code(town.ask(stranger, 'disconnectSource', show))).toBe('NOT_FOUND')
    }
    expect(await town.code(town.ask(bo, 'disconnectSource', show))).toBe('NOT_ALLOWED')
    expect(await town.code(town.ask(bo, 'connectSource', { body: docs({ name: 'mine' }) }))).toBe(
      'NOT_ALLOWED',
    )
    expect(await town.code(town.ask(cy, 'connectSource', { body: docs({ name: 'mine' }) }))).toBe('NOT_FOUND')
  })

  it('keeps a project from being deleted, and says what to do', async () => {
    await using town = await withBilling()
    const { id } = await connected(town)
    const project = { params: { project: 'billing' } }
    const { refusal } = await town.refusal(town.ask(town.ada, 'deleteProject', project))
    expect(refusal).toMatchObject({ code: 'IN_USE', next: `compartment source disconnect ${id}` })
    await town.ask(town.ada, 'disconnectSource', { params: { source: id } })
    await town.ask(town.ada, 'deleteProject', project)
  })
})
