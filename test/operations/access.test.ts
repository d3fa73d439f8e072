import { describe, expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import { Refused } from '../../src/operations/refused.ts'
import { assertDeclared } from '../../src/operations/writes.ts'
import { second, Town } from '../support/town.ts'

const ask = (principal: string, permission: string, scope: string) => ({
  body: { principal, permission, scope },
})

async function withBilling(): Promise<Awaited<ReturnType<typeof Town.withAcme>>> {
  const town = await Town.withAcme()
  await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  for (const name of ['production', 'staging']) {
    await town.ask(town.ada, 'createEnvironment', { params: { project: 'billing' }, body: { name } })
  }
  await town.ask(town.ada, 'createProject', { body: { name: 'shop' } })
  return town
}

describe('a check', () => {
  it('answers with the code and the revision it was answered from', async () => {
    await using town = await withBilling()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'readonly' })
    const { revision } = (await town.deps.organizations.named('acme'))!
    expect(
      await town.ask(town.ada, 'checkAccess', ask('bo@acme.test', 'variable.write', 'billing/production')),
    ).toEqual({
      allowed: false,
      code: 'KEY_NOT_IN_ROLE',
      permission: 'variable.write',
      scope: { type: 'environment', project: 'billing', environment: 'production' },
      principal: bo.account,
      revision,
    })
  })

  it('asks no database', async () => {
    const asked: string[] = []
    await using town = await Town.withAcme({ memory: true, trace: (sql) => void asked.push(sql) })
    await town.ask(town.ada, 'checkAccess', ask('ada@acme.test', 'project.read', 'organization'))
    asked.length = 0
    await town.ask(town.ada, 'checkAccess', ask('ada@acme.test', 'project.read', 'organization'))
    expect(asked).toEqual([])
  })

  it('of an unknown permission or scope is an answer, with what may have been meant', async () => {
    await using town = await withBilling()
    const check = (permission: string, scope: string) =>
      town.ask(town.ada, 'checkAccess', ask('ada@acme.test', permission, scope))
    expect(await check('variable.wirte', 'billing')).toMatchObject({
      allowed: false,
      code: 'UNKNOWN_PERMISSION',
      suggestions: ['variable.write'],
    })
    expect(await check('variable.write', 'biling')).toMatchObject({ allowed: false, code: 'UNKNOWN_SCOPE' })
  })

  it('of a stranger is the same whether or not there is such an account', async () => {
    await using town = await Town.withAcme()
    await second(town, 'globex')
    const check = async (email: string) => {
      const { principal, ...rest } = await town.ask(
        town.ada,
        'checkAccess',
        ask(email, 'project.read', 'organization'),
      )
      expect(principal).toBe(email)
      return rest
    }
    expect(await check('admin@globex.test')).toEqual(await check('nobody@globex.test'))
  })

  it('of oneself is open to every member, of others only with `organization.user.read`', async () => {
    await using town = await withBilling()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'viewer' })
    await expect(
      town.ask(bo, 'checkAccess', ask('bo@acme.test', 'project.read', 'billing')),
    ).resolves.toMatchObject({
      allowed: true,
    })
    const refused = await town.refusal(
      town.ask(bo, 'checkAccess', ask('ada@acme.test', 'project.read', 'billing')),
    )
    expect(refused.more.requiredPermission).toBe('organization.user.read')
  })

  it('never tells a member of a project that they may not know', async () => {
    await using town = await withBilling()
    const assignments = [{ role: 'viewer', scope: 'billing/staging' }]
    const bo = await town.person(town.ada, 'bo@acme.test', { assignments })
    const check = (scope: string) => town.ask(bo, 'checkAccess', ask('bo@acme.test', 'project.read', scope))
    expect(await check('shop')).toMatchObject({ code: 'UNKNOWN_SCOPE' })
    expect(await check('billing/production')).toMatchObject({ code: 'UNKNOWN_SCOPE' })
    expect(await check('billing')).toMatchObject({ code: 'ASSIGNED_ELSEWHERE' })
    const { items } = await town.ask(bo, 'listProjects')
    expect(items.map(({ name, environments }) => [name, environments.map((one) => one.name)])).toEqual([
      ['billing', ['staging']],
    ])
    const hidden = await town.refusal(town.ask(bo, 'showProject', { params: { project: 'shop' } }))
    const missing = await town.refusal(town.ask(bo, 'showProject', { params: { project: 'shap' } }))
    expect(hidden.refusal).toEqual({
      ...missing.refusal,
      detail: missing.refusal.detail.replace('shap', 'shop'),
    })
    expect(hidden.more).toEqual(missing.more)
  })
})

describe('an explanation', () => {
  it('has the chain, what decided and why, in words', async () => {
    await using town = await withBilling()
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Log Reader', permissions: ['deployment.logs.read'] },
    })
    const assignments = [{ role: 'Log Reader', scope: 'billing/production' }]
    await town.person(town.ada, 'alex@acme.test', { role: 'deployer', assignments })
    const question = ask('alex@acme.test', 'variable.write', 'billing/production')
    const { code, explanation } = await town.ask(town.ada, 'explainAccess', question)
    expect(code).toBe('SHADOWED_BY_NARROWER_SCOPE')
    expect(explanation?.chain.map(({ path, decided }) => [path, decided])).toEqual([
      ['billing/production', true],
      ['billing', false],
      ['organization', false],
    ])
    expect(explanation?.shadowed).toMatchObject([{ role_name: 'deployer', scope: { type: 'organization' } }])
    expect(explanation?.text[0]).toBe('alex@acme.test cannot use `variable.write` at `billing/production`.')
    expect(explanation?.left_out).toEqual([])
  })

  it('leaves out roles and groups for a reader who may not see them', async () => {
    await using town = await withBilling()
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'deployer', group: 'Ops', scope: 'billing' },
    })
    await town.person(town.ada, 'bo@acme.test', { groups: ['Ops'] })
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Clerk', permissions: ['organization.user.read'] },
    })
    const cy = await town.person(town.ada, 'cy@acme.test', { role: 'Clerk' })
    const { allowed, explanation } = await town.ask(
      cy,
      'explainAccess',
      ask('bo@acme.test', 'variable.write', 'billing'),
    )
    expect(allowed).toBe(true)
    expect(explanation?.left_out).toEqual(['roles', 'groups'])
    expect(JSON.stringify(explanation)).not.toMatch(/rol_|asg_|grp_|Ops|deployer/)
  })

  it('of what comes through a group says that there is one, to a reader who may see roles alone', async () => {
    await using town = await withBilling()
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'deployer', group: 'Ops', scope: 'billing' },
    })
    await town.person(town.ada, 'bo@acme.test', { groups: ['Ops'] })
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Reader', permissions: ['organization.user.read', 'organization.role.read'] },
    })
    const cy = await town.person(town.ada, 'cy@acme.test', { role: 'Reader' })
    const question = ask('bo@acme.test', 'variable.write', 'billing')
    const { explanation } = await town.ask(cy, 'explainAccess', question)
    expect(explanation?.left_out).toEqual(['groups'])
    expect(explanation?.chain[0]?.assignments).toMatchObject([{ role: 'rol_deployer', through_group: true }])
    expect(explanation?.text).toContain('It is given by `deployer` (through a group).')
    expect(JSON.stringify(explanation)).not.toMatch(/grp_|Ops|"via"|direct/)
  })

  it('of who and what agrees with the checks', async () => {
    await using town = await withBilling()
    await town.person(town.ada, 'bo@acme.test', { assignments: [{ role: 'deployer', scope: 'billing' }] })
    const body = { permission: 'deployment.create', scope: 'billing/staging' }
    const { items } = await town.ask(town.ada, 'whoHasAccess', { body })
    expect(
      items
        .map(({ email }) => email)
        .filter((email) => !email.endsWith('.invalid'))
        .toSorted(),
    ).toEqual(['ada@acme.test', 'bo@acme.test'])
    const what = await town.ask(town.ada, 'whatAccess', {
      body: { principal: 'bo@acme.test', scope: 'billing/staging' },
    })
    expect(what.items[0]?.permissions).toContain('deployment.create')
    const grantors = await town.ask(town.ada, 'listGrantors', {
      body: { role: 'deployer', scope: 'billing' },
    })
    expect(grantors.items.map(({ email }) => email)).toEqual(['ada@acme.test'])
  })
})

describe('to somebody from elsewhere', () => {
  it('an organization looks exactly like one that does not exist', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    const of = async (organization: string) => {
      const { refusal, more } = await town.refusal(town.ask(gus, 'listUsers', { params: { organization } }))
      return JSON.stringify({ refusal, more }).replaceAll(organization, 'NAME')
    }
    expect(await of('acme')).toBe(await of('nowhere'))
    expect(await of('acme')).toContain('NOT_FOUND')
  })

  it('with a token of another organization it does too', async () => {
    await using town = await Town.withAcme()
    await second(town, 'globex')
    const params = { organization: 'globex' }
    expect(await town.code(town.ask(town.service, 'showOrganization', { params }))).toBe('NOT_FOUND')
  })

  it('their people are no people here, in dry runs too', async () => {
    await using town = await Town.withAcme()
    const gus = await second(town, 'globex')
    for (const query of [{}, { dry_run: 'true' }]) {
      const block = town.ask(town.ada, 'blockUser', { params: { user: gus.account }, query, body: {} })
      expect(await town.code(block)).toBe('NOT_FOUND')
    }
  })
})

describe('a change', () => {
  it('tried with a dry run shows the difference and changes nothing', async () => {
    await using town = await withBilling()
    await town.person(town.ada, 'bo@acme.test', { role: 'deployer' })
    const body = { role: 'viewer', user: 'bo@acme.test', scope: 'billing/production' }
    const before = (await town.result(town.ada, 'listAssignments')).revision
    const tried = await town.ask(town.ada, 'createAssignment', { query: { dry_run: 'true' }, body })
    expect(tried).toMatchObject({ dry_run: true, events: ['assignment.created'], refusal: 'WOULD_NARROW' })
    if (!('impact' in tried)) throw new Error('no preview')
    expect(tried.impact.entries[0]).toMatchObject({
      email: 'bo@acme.test',
      scope: { type: 'environment', project: 'billing', environment: 'production' },
      gained: [],
    })
    expect((await town.result(town.ada, 'listAssignments')).revision).toBe(before)
  })

  it('that narrows somebody is refused with its digest, and made when that is sent back', async () => {
    await using town = await withBilling()
    await town.person(town.ada, 'bo@acme.test', { role: 'deployer' })
    const body = { role: 'viewer', user: 'bo@acme.test', scope: 'billing/production' }
    const { refusal, more } = await town.refusal(town.ask(town.ada, 'createAssignment', { body }))
    expect(refusal.code).toBe('WOULD_NARROW')
    const entry = more.impact?.entries[0]
    expect(entry?.email).toContain('@')
    expect(entry?.scope).toEqual({ type: 'environment', project: 'billing', environment: 'production' })
    const wrong = { accept_impact: '0'.repeat(64) }
    expect(await town.code(town.ask(town.ada, 'createAssignment', { body, query: wrong }))).toBe(
      'WOULD_NARROW',
    )
    const query = { accept_impact: refusal.impact!.digest }
    expect(await town.ask(town.ada, 'createAssignment', { body, query })).toMatchObject({
      role: { name: 'viewer' },
    })
  })

  it('gives only what the actor has, on every path (S2-6)', async () => {
    await using town = await withBilling()
    const permissions = ['organization.role.manage', 'organization.group.manage', 'project.read']
    await town.ask(town.ada, 'createRole', { body: { name: 'Keeper', permissions } })
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
    await town.ask(town.ada, 'createAssignment', {
      body: { role: 'deployer', group: 'Ops', scope: 'billing' },
    })
    const kay = await town.person(town.ada, 'kay@acme.test', { role: 'Keeper' })
    const body = { name: 'Shipping', permissions: ['deployment.create'] }
    const given = [
      () => town.ask(kay, 'createRole', { body }),
      () =>
        town.ask(kay, 'updateRole', {
          params: { role: 'Keeper' },
          body: { permissions: ['deployment.create'] },
        }),
      () =>
        town.ask(kay, 'createAssignment', {
          body: { role: 'deployer', user: 'kay@acme.test', scope: 'billing' },
        }),
      () => town.ask(kay, 'addGroupMember', { params: { group: 'Ops' }, body: { user: 'kay@acme.test' } }),
      () => town.ask(kay, 'grantRole', { params: { user: 'kay@acme.test' }, body: { role: 'admin' } }),
    ]
    for (const give of given) expect(await town.code(give())).toBe('ESCALATION')
  })

  it('stands in the audit log with who, what and why; only holders of `organization.audit.read` see it (S2-5)', async () => {
    await using town = await Town.withAcme()
    const bo = await town.person(town.ada, 'bo@acme.test', { role: 'deployer' })
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Nobody', permissions: [], reason: 'for the audit' },
    })
    const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { log: 'journal', limit: 1 } })
    expect(items).toMatchObject([
      {
        actor: { id: town.ada.account, email: 'ada@acme.test', type: 'user', address: '192.0.2.1' },
        command: 'role create',
        reason: 'for the audit',
        type: 'role.created',
      },
    ])
    expect(await town.code(town.ask(bo, 'listAuditEvents'))).toBe('NOT_ALLOWED')
    const verified = await town.ask(town.ada, 'verifyAudit', { body: {} })
    expect(verified).toMatchObject({ verified: true, events: items[0]!.sequence, head: items[0]!.hash })
  })

  it('that writes an event which its operation does not declare is refused', () => {
    const event = { type: 'member.blocked', data: { principal: 'usr_1' } } as const
    expect(() => assertDeclared('unblockUser', [event])).toThrow(Refused)
    expect(() => assertDeclared('blockUser', [event])).not.toThrow()
    expect(() => assertDeclared('listUsers', [event])).toThrow(refuse('INTERNAL', '').detail)
  })

  it('that cannot be recorded is not made', async () => {
    let full = false
    const trace = (sql: string): void => {
      if (full && sql.includes('insert into "journal"'))
        throw Object.assign(new Error('full'), { errcode: 13, errstr: '' })
    }
    await using town = await Town.withAcme({ memory: true, trace })
    full = true
    const refused = await town.refusal(town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } }))
    expect(refused.refusal.code).toBe('INTERNAL')
    expect(refused.more.status).toBe(503)
    full = false
    expect((await town.ask(town.ada, 'listGroups')).items).toEqual([])
    await town.ask(town.ada, 'createGroup', { body: { name: 'Ops' } })
  })
})

describe('a list', () => {
  it('goes on where its cursor ends, whatever came and went in between', async () => {
    await using town = await Town.withAcme()
    for (const name of ['ant', 'bee', 'cat', 'dog', 'elk'])
      await town.ask(town.ada, 'createGroup', { body: { name } })
    const first = await town.ask(town.ada, 'listGroups', { query: { limit: 2 } })
    expect(first.items.map(({ name }) => name)).toEqual(['ant', 'bee'])
    await town.ask(town.ada, 'deleteGroup', { params: { group: 'bee' } })
    await town.ask(town.ada, 'createGroup', { body: { name: 'aardvark' } })
    const next = await town.ask(town.ada, 'listGroups', { query: { limit: 2, cursor: first.next_cursor } })
    expect(next.items.map(({ name }) => name)).toEqual(['cat', 'dog'])
    const last = await town.ask(town.ada, 'listGroups', { query: { limit: 2, cursor: next.next_cursor } })
    expect(last).toMatchObject({ items: [{ name: 'elk' }], next_cursor: null })
  })

  it('takes no cursor that was changed, or made for another list', async () => {
    await using town = await Town.withAcme()
    for (const name of ['ant', 'bee', 'cat']) await town.ask(town.ada, 'createGroup', { body: { name } })
    const { next_cursor: cursor } = await town.ask(town.ada, 'listGroups', { query: { limit: 1 } })
    const forged = `${Buffer.from('["cat","grp_0"]').toString('base64url')}.${cursor!.split('.')[1]}`
    for (const query of [
      { cursor: forged },
      { cursor: 'nonsense' },
      { cursor, sort: '-name' },
      { cursor, q: 'a' },
    ]) {
      expect(await town.code(town.ask(town.ada, 'listGroups', { query }))).toBe('INVALID')
    }
    expect(await town.code(town.ask(town.ada, 'listRoles', { query: { cursor } }))).toBe('INVALID')
    expect(await town.code(town.ask(town.ada, 'listGroups', { query: { sort: 'constructor' } }))).toBe(
      'INVALID',
    )
  })

  it('of roles has the built-in ones first (S2-1)', async () => {
    await using town = await Town.withAcme()
    await town.ask(town.ada, 'createRole', {
      body: { name: 'Auditor', permissions: ['organization.audit.read'] },
    })
    const { items } = await town.ask(town.ada, 'listRoles')
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([
      ['admin', 'system'],
      ['deployer', 'system'],
      ['readonly', 'system'],
      ['viewer', 'system'],
      ['Auditor', 'custom'],
    ])
    const changed = await town.ask(town.ada, 'updateRole', {
      params: { role: 'auditor' },
      body: { permissions: ['project.read'] },
    })
    expect(changed).toMatchObject({ permissions: ['project.read'] })
    const edit = { params: { role: 'viewer' }, body: { permissions: [] } }
    expect(await town.code(town.ask(town.ada, 'updateRole', edit))).toBe('SYSTEM_ROLE')
  })
})
