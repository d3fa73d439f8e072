/** The rest of what can be asked for and changed: each use case once, over the real store. */
import { describe, expect, it } from 'vitest'
import { Town } from '../support/town.ts'

const YEAR = 365 * 24 * 3600 * 1000

describe('assignments', () => {
  it('are filtered by person, group, role and scope, dated, edited and deleted', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
    await town.person(town.ada, 'bo@acme.test', {
      assignments: [{ role: 'viewer', scope: { type: 'project', project: 'billing' } }],
    })
    const list = async (query: object) =>
      (await town.ask(town.ada, 'listAssignments', { query: { ...query } })).items
    const [one] = await list({ user: 'bo@acme.test' })
    expect(one).toMatchObject({ role: { name: 'viewer' }, scope: { type: 'project', project: 'billing' } })
    expect(await list({ role: 'viewer', scope: 'billing' })).toEqual([one])
    expect(await list({ user: 'nobody@acme.test' })).toEqual([])
    expect(await list({ scope: 'nowhere' })).toEqual([])
    const params = { assignment: one!.id }
    const expires_at = new Date(town.now + YEAR).toISOString()
    const edited = await town.ask(town.ada, 'updateAssignment', {
      params,
      body: { expires_at, reason: 'for a year' },
    })
    expect(edited).toMatchObject({ expires_at, reason: 'for a year' })
    const cleared = await town.ask(town.ada, 'updateAssignment', {
      params,
      body: { expires_at: null, reason: null },
    })
    expect(cleared).not.toHaveProperty('expires_at')
    expect(await town.ask(town.ada, 'deleteAssignment', { params })).toEqual({})
    expect(await town.code(town.ask(town.ada, 'deleteAssignment', { params }))).toBe('NOT_FOUND')
  })

  it('of a project are its own administrator’s to make, and no others', async () => {
    await using town = await Town.withAcme()
    for (const name of ['billing', 'shop']) await town.ask(town.ada, 'createProject', { body: { name } })
    const assignments = [{ role: 'admin', scope: 'billing' }]
    const pam = await town.person(town.ada, 'pam@acme.test', { assignments })
    const bo = await town.person(town.ada, 'bo@acme.test')
    const give = (scope: string) =>
      town.ask(pam, 'createAssignment', { body: { role: 'viewer', user: bo.account, scope } })
    expect(await give('billing')).toMatchObject({ subject: { email: 'bo@acme.test' } })
    expect(await town.code(give('organization'))).toBe('NOT_ALLOWED')
    expect(await town.code(give('shop'))).toBe('UNKNOWN_SCOPE')
    const [others] = (await town.ask(town.ada, 'listAssignments', { query: { user: 'ada@acme.test' } })).items
    expect(await town.code(town.ask(pam, 'deleteAssignment', { params: { assignment: others!.id } }))).toBe(
      'NOT_FOUND',
    )
  })
})

describe('projects', () => {
  it('are renamed, archived, brought back and deleted, with their environments', async () => {
    await using town = await Town.withAcme()
    const params = { project: 'billing' }
    await town.ask(town.ada, 'createProject', { body: { name: 'billing', display_name: 'Billing' } })
    await town.ask(town.ada, 'createEnvironment', { params, body: { name: 'production' } })
    expect(
      await town.code(town.ask(town.ada, 'createEnvironment', { params, body: { name: 'production' } })),
    ).toBe('NAME_TAKEN')
    const renamed = await town.ask(town.ada, 'updateProject', { params, body: { display_name: 'Money' } })
    expect(renamed).toMatchObject({
      name: 'billing',
      display_name: 'Money',
      environments: [{ path: 'billing/production' }],
    })
    expect(await town.ask(town.ada, 'archiveProject', { params, body: {} })).toMatchObject({ archived: true })
    const late = town.ask(town.ada, 'createEnvironment', { params, body: { name: 'late' } })
    expect(await town.code(late)).toBe('PROJECT_ARCHIVED')
    expect((await town.ask(town.ada, 'listProjects', { query: { archived: 'false' } })).items).toEqual([])
    expect(await town.ask(town.ada, 'unarchiveProject', { params, body: {} })).toMatchObject({
      archived: false,
    })
    await town.ask(town.ada, 'deleteEnvironment', { params: { ...params, environment: 'production' } })
    expect(await town.ask(town.ada, 'showProject', { params })).toMatchObject({ environments: [] })
    expect(await town.ask(town.ada, 'deleteProject', { params })).toEqual({})
    expect(await town.code(town.ask(town.ada, 'showProject', { params }))).toBe('NOT_FOUND')
  })
})

describe('the organization', () => {
  it('shows and changes tier, lifetimes and sign-in', async () => {
    await using town = await Town.withAcme()
    expect(await town.ask(town.ada, 'showOrganization')).toMatchObject({ name: 'acme', tier: 'enterprise' })
    const changed = await town.ask(town.ada, 'changeSettings', {
      body: { tier: 'team', invitation_lifetime: 3600 },
    })
    expect(changed).toEqual({ ...(await town.ask(town.ada, 'showSettings')) })
    expect(changed).toMatchObject({ tier: 'team', invitation_lifetime: 3600, session_idle_lifetime: 43_200 })
    expect(await town.ask(town.ada, 'showSignInSettings')).toEqual({ passwords: true, providers: [] })
    const { invitation } = await town.invite(town.ada, 'bo@acme.test')
    expect(Date.parse(invitation!.expires_at)).toBe(town.now + 3_600_000)
  })

  it('has application catalogues whose features gate what their permissions allow', async () => {
    await using town = await Town.withAcme()
    const body = {
      families: [
        {
          name: 'Cases',
          permissions: [{ key: 'cases.close', description: 'Close.', capability: 'close cases' }],
        },
      ],
      features: [
        { key: 'cases', name: 'Cases', kind: 'flag', gates: ['cases.close'] },
        { key: 'next', name: 'Next', kind: 'beta', gates: [] },
        { key: 'big', name: 'Big', kind: 'tier', minimum_tier: 'team', gates: [] },
      ],
    }
    await town.ask(town.ada, 'applyCatalogue', { params: { catalogue: 'desk' }, body })
    expect((await town.ask(town.ada, 'listCatalogues')).items).toEqual([{ name: 'desk', ...body }])
    const states = (await town.ask(town.ada, 'listFeatures')).items.map(({ key, enabled, state_from }) => [
      key,
      enabled,
      state_from,
    ])
    expect(states).toEqual([
      ['big', true, 'plan'],
      ['cases', false, 'tenant'],
      ['next', false, 'person'],
    ])
    const check = { body: { principal: 'ada@acme.test', permission: 'cases.close', scope: 'organization' } }
    expect(await town.ask(town.ada, 'checkAccess', check)).toMatchObject({ code: 'FLAG_OFF' })
    await town.ask(town.ada, 'setFeature', { params: { feature: 'cases' }, body: { enabled: true } })
    expect(await town.ask(town.ada, 'checkAccess', check)).toMatchObject({ allowed: true })
    const beta = { params: { user: 'ada@acme.test' }, body: { enabled: true } }
    expect(await town.ask(town.ada, 'setBetaAccess', beta)).toMatchObject({ beta_access: true })
    const permissions = (await town.ask(town.ada, 'listPermissions')).items
    expect(permissions).toHaveLength(35)
    expect(permissions.at(-1)).toMatchObject({ key: 'cases.close', family: 'Cases', roles: ['admin'] })
    const found = await town.ask(town.ada, 'listPermissions', { query: { q: 'close' } })
    expect(found.items.map(({ key }) => key)).toEqual(['cases.close'])
  })

  it('keeps roles, and gives them up with their assignments', async () => {
    await using town = await Town.withAcme()
    const body = { name: 'Reader', description: 'reads', permissions: ['project.read'] }
    const role = await town.ask(town.ada, 'createRole', { body })
    await town.invite(town.ada, 'bo@acme.test', { role: 'reader' })
    expect(await town.ask(town.ada, 'showRole', { params: { role: 'Reader' } })).toMatchObject({
      ...body,
      user_count: 1,
    })
    expect(await town.ask(town.ada, 'deleteRole', { params: { role: 'Reader' } })).toEqual({})
    const { items } = await town.ask(town.ada, 'listAssignments', { query: { user: 'bo@acme.test' } })
    expect(items).toEqual([])
    expect(role).toMatchObject({ kind: 'custom' })
    const invitations = (await town.ask(town.ada, 'listInvitations', { query: { state: 'pending' } })).items
    expect(invitations).toMatchObject([{ user: { email: 'bo@acme.test' }, issued: 1 }])
  })
})

describe('a service token', () => {
  it('acts as its own account and ends with its time; nobody else changes that account', async () => {
    await using town = await Town.withAcme()
    expect(await town.ask(town.service, 'whoAmI')).toMatchObject({ type: 'automation', method: 'token' })
    const params = { user: town.service.account }
    expect(await town.code(town.ask(town.ada, 'blockUser', { params, body: {} }))).toBe('MANAGED_IDENTITY')
    expect(await town.code(town.ask(town.ada, 'removeUser', { params }))).toBe('MANAGED_IDENTITY')
    expect(await town.code(town.ask(town.service, 'signOut', { body: {} }))).toBe('INVALID')
  })
})

describe('the seats of a group', () => {
  it('come and go, and say where they are from', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops', description: 'on call' } })
    await town.person(town.ada, 'bo@acme.test', { groups: ['Ops'] })
    const params = { group: 'ops' }
    const { items } = await town.ask(town.ada, 'listGroupMembers', { params })
    expect(items).toMatchObject([{ email: 'bo@acme.test', source: 'manual' }])
    await town.ask(town.ada, 'removeGroupMember', { params: { ...params, user: 'bo@acme.test' } })
    expect(await town.ask(town.ada, 'showGroup', { params })).toMatchObject({ member_count: 0 })
    const added = await town.ask(town.ada, 'addGroupMember', { params, body: { user: 'bo@acme.test' } })
    expect(added).toMatchObject({ email: 'bo@acme.test', source: 'manual' })
    await town.ask(town.ada, 'deleteGroup', { params })
    expect(await town.code(town.ask(town.ada, 'showGroup', { params }))).toBe('NOT_FOUND')
  })
})
