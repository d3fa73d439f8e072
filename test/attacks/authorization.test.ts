/** AZ, OPS-12: who may give what to whom, and who may ask. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from './camp.ts'
import { type Answer, shapeOf } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'DONE' : body.code)
const give = (who: { token: string }, body: object): Promise<Answer> =>
  siege.ask(who, 'POST', '/assignments', body)

describe('giving more than one has', () => {
  it('AZ-03 no way of giving gives a steward, or anybody by a steward, what stewards lack', async () => {
    const { steward, admin, nobody } = siege.a
    await siege.ask(admin, 'POST', '/groups', { name: 'Admins' })
    await give(admin, { role: 'admin', group: 'Admins', scope: 'organization' })
    await siege.ask(admin, 'POST', '/groups', { name: 'Mine' })
    await siege.ask(admin, 'POST', '/groups/Mine/members', { user: steward.email })
    const ways: [string, string, object][] = [
      ['PUT', `/users/${steward.id}/role`, { role: 'admin' }],
      ['PUT', `/users/${nobody.id}/role`, { role: 'deployer' }],
      ['POST', '/assignments', { role: 'admin', user: steward.email, scope: 'organization' }],
      ['POST', '/assignments', { role: 'viewer', user: steward.email, scope: 'billing/production' }],
      ['POST', '/assignments', { role: 'admin', group: 'Mine', scope: 'billing' }],
      ['POST', '/groups/Admins/members', { user: steward.email }],
      ['POST', '/users', { email: 'sock@acme.test', role: 'admin' }],
      ['POST', '/users', { email: 'sock@acme.test', groups: ['Admins'] }],
      ['POST', '/roles', { name: 'Mighty', permissions: ['organization.auth.manage'] }],
    ]
    for (const [method, path, body] of ways) {
      expect(codeOf(await siege.ask(steward, method, path, body)), path).toBe('ESCALATION')
      expect(codeOf(await siege.ask(steward, method, `${path}?dry_run=true`, body)), path).toBe('ESCALATION')
    }
    const { email } = await person(siege, 'deputy@acme.test')
    const own = { role: 'Steward', user: email, scope: 'organization' }
    expect(codeOf(await give(steward, own))).toBe('DONE')
    await siege.ask(admin, 'DELETE', '/groups/Admins')
  })

  it('AZ-04 nobody widens a role by a key they lack, edits a built-in one, or takes its name', async () => {
    const { steward, admin } = siege.a
    const { permissions } = (await siege.ask(admin, 'GET', '/roles/Steward')).body
    const edit = (role: string, keys: readonly string[]): Promise<Answer> =>
      siege.ask(steward, 'PUT', `/roles/${role}`, { permissions: keys })
    expect(codeOf(await edit('Steward', [...permissions, 'organization.audit.read']))).toBe('ESCALATION')
    expect(codeOf(await edit('Lead', ['variable.value.read']))).toBe('ESCALATION')
    expect(codeOf(await edit('viewer', permissions))).toBe('SYSTEM_ROLE')
    expect(codeOf(await siege.ask(admin, 'PUT', '/roles/admin', { description: 'mine' }))).toBe('SYSTEM_ROLE')
    expect(codeOf(await siege.ask(admin, 'DELETE', '/roles/viewer'))).toBe('SYSTEM_ROLE')
    for (const name of ['Admin', ' ADMIN ', '\uff21dmin', 'Аdmin'])
      expect(
        (await siege.ask(admin, 'POST', '/roles', { name, permissions: [] })).status,
        name,
      ).toBeGreaterThan(399)
    expect(codeOf(await siege.ask(steward, 'POST', '/roles', { name: 'Less', permissions }))).toBe('DONE')
  })

  it('AZ-05 whoever manages one project gives nothing outside it, and not more than they have in it', async () => {
    const { lead } = siege.a
    const { email: user } = await person(siege, 'mate@acme.test')
    const at = async (scope: string, role = 'Lead'): Promise<string> =>
      codeOf(await give(lead, { role, user, scope }))
    expect(await at('organization')).toBe('NOT_ALLOWED')
    expect(await at('acme-secret')).toBe('UNKNOWN_SCOPE')
    expect(await at('billing', 'viewer')).toBe('ESCALATION')
    expect(await at('billing/production')).toBe('DONE')
    const { body } = await siege.ask(siege.a.admin, 'GET', `/assignments?user=${siege.a.viewer.email}`)
    const { id } = body.items[0]!
    expect((await siege.ask(lead, 'DELETE', `/assignments/${id}`)).status).toBe(404)
    expect((await siege.ask(lead, 'PATCH', `/assignments/${id}`, { reason: 'x' })).status).toBe(404)
    expect((await siege.ask(lead, 'PUT', `/users/${lead.id}/role`, { role: 'viewer' })).status).toBe(403)
  })
})

describe('what a decision rests on', () => {
  const check = async (principal: string, scope: string, permission = 'project.read'): Promise<string> =>
    (await siege.ask(siege.a.admin, 'POST', '/access/check', { principal, permission, scope })).body.code

  it('AZ-07 a nearer grant without any key is no grant: an empty role, an empty group, a date that is over', async () => {
    const { admin } = siege.a
    const { email } = await person(siege, 'nearer@acme.test', { role: 'viewer' })
    await siege.ask(admin, 'POST', '/roles', { name: 'Empty', permissions: [] })
    const soon = new Date(siege.server.deps.clock() + 60_000).toISOString()
    expect(codeOf(await give(admin, { role: 'Empty', user: email, scope: 'billing' }))).toBe('DONE')
    expect(await check(email, 'billing')).toBe('ALLOWED')
    const narrow = { role: 'Caretaker', user: email, scope: 'billing', expires_at: soon }
    const { body } = await give(admin, narrow)
    expect(body.code).toBe('WOULD_NARROW')
    const accepted = `/assignments?accept_impact=${body.impact.digest}`
    expect(codeOf(await siege.ask(admin, 'POST', accepted, narrow))).toBe('DONE')
    expect(await check(email, 'billing')).toBe('SHADOWED_BY_NARROWER_SCOPE')
    siege.later(61_000)
    expect(await check(email, 'billing')).toBe('ALLOWED')
  })

  it('AZ-08 a project that is made again under an old name inherits nothing', async () => {
    const { admin } = siege.a
    const nobody = await person(siege, 'ash@acme.test')
    const make = (): Promise<Answer> => siege.ask(admin, 'POST', '/projects', { name: 'phoenix' })
    await make()
    await give(admin, { role: 'viewer', user: nobody.email, scope: 'phoenix' })
    expect(await check(nobody.email, 'phoenix')).toBe('ALLOWED')
    expect(codeOf(await siege.ask(admin, 'DELETE', '/projects/phoenix'))).toBe('DONE')
    expect(codeOf(await make())).toBe('DONE')
    expect(await check(nobody.email, 'phoenix')).not.toBe('ALLOWED')
  })

  it('AZ-09 with a role or group that goes, what it gave goes', async () => {
    const { admin } = siege.a
    const { email } = await person(siege, 'loses@acme.test')
    for (const [path, subject] of [
      ['/roles', {}],
      ['/groups', { group: 'Brief' }],
    ] as const) {
      const named = { name: 'Brief', ...(path === '/roles' && { permissions: ['project.read'] }) }
      await siege.ask(admin, 'POST', path, named)
      if (path === '/groups') await siege.ask(admin, 'POST', '/groups/Brief/members', { user: email })
      const role = path === '/roles' ? 'Brief' : 'viewer'
      await give(admin, { role, scope: 'billing', ...(path === '/roles' ? { user: email } : subject) })
      expect(await check(email, 'billing')).toBe('ALLOWED')
      await siege.ask(admin, 'DELETE', `${path}/Brief`)
      expect(await check(email, 'billing')).toBe('NO_ASSIGNMENT')
    }
  })

  it('AZ-15 many checks in one answer as each alone does, whatever stands beside them', async () => {
    const { admin, viewer, nobody, blocked } = siege.a
    const checks = [viewer, nobody, viewer, blocked, { email: 'ghost@acme.test' }].flatMap(({ email }) =>
      ['billing', 'nowhere', 'organization', 'billing'].map((scope) => ({
        principal: email,
        permission: 'project.read',
        scope,
      })),
    )
    const { body } = await siege.ask(admin, 'POST', '/access/batch', { checks })
    const alone: string[] = []
    for (const { principal, scope } of checks) alone.push(await check(principal, scope))
    expect(body.decisions.map(({ code }) => code)).toEqual(alone)
    expect(new Set(alone).size).toBeGreaterThan(3)
    const many = Array.from({ length: 1001 }, () => checks[0])
    expect((await siege.ask(admin, 'POST', '/access/batch', { checks: many })).status).toBe(400)
  })

  it('AZ-19 whoever is listed as having access has it, and whoever has it is listed', async () => {
    const { admin } = siege.a
    const { body } = await siege.ask(admin, 'POST', '/access/who', {
      permission: 'project.read',
      scope: 'billing',
    })
    const listed = body.items.map(({ email }) => email)
    const { items } = (await siege.ask(admin, 'GET', '/users?limit=500')).body
    for (const { email } of items) {
      expect([email, (await check(email, 'billing')) === 'ALLOWED']).toEqual([email, listed.includes(email)])
    }
    expect([listed.length > 3, items.length > listed.length]).toEqual([true, true])
  })
})

describe('asking about others', () => {
  it('OPS-12 a member without a role learns of their own access alone, and not who else is there', async () => {
    const { nobody, admin } = siege.a
    const about = (principal: string, path = 'check'): Promise<Answer> =>
      siege.ask(nobody, 'POST', `/access/${path}`, {
        principal,
        permission: 'project.read',
        scope: 'acme-secret',
      })
    expect((await about(nobody.email)).body.code).toBe('UNKNOWN_SCOPE')
    for (const path of ['check', 'explain']) {
      const [there, ghost] = [await about(admin.email, path), await about('ghost@acme.test', path)]
      expect([there.status, shapeOf(there)]).toEqual([403, shapeOf(ghost)])
    }
    const mixed = [nobody, admin].map(({ email }) => ({
      principal: email,
      permission: 'project.read',
      scope: 'billing',
    }))
    expect((await siege.ask(nobody, 'POST', '/access/batch', { checks: mixed })).status).toBe(403)
    for (const email of [admin.email, 'ghost@acme.test'])
      expect((await siege.ask(nobody, 'GET', `/users/${email}`)).status).toBe(403)
    expect((await siege.ask(nobody, 'GET', `/users/${nobody.email}`)).status).toBe(200)
  })

  it('OPS-12 a project that somebody may not know of is in no answer, and named like one that is not there', async () => {
    const { lead } = siege.a
    for (const [method, path, body] of [
      ['GET', '/projects/NAME', undefined],
      ['DELETE', '/projects/NAME', undefined],
      ['POST', '/projects/NAME/environments', { name: 'x' }],
      ['POST', '/projects/NAME/archive', {}],
    ] as const) {
      const [there, none] = ['acme-secret', 'no-such-one'].map((name) => path.replace('NAME', name))
      const [hidden, missing] = [
        await siege.ask(lead, method, there!, body),
        await siege.ask(lead, method, none!, body),
      ]
      expect(shapeOf(hidden, 'acme-secret'), path).toBe(shapeOf(missing, 'no-such-one'))
      expect(hidden.status).toBe(404)
    }
    expect((await siege.ask(lead, 'GET', '/projects')).text).not.toContain('acme-secret')
    expect((await siege.ask(siege.a.admin, 'GET', '/projects')).text).toContain('acme-secret')
  })
})

describe('the last admin', () => {
  it('AZ-21 no way takes the last one away', async () => {
    const { admin, second } = siege.a
    expect(codeOf(await siege.ask(admin, 'DELETE', `/users/${second.id}`))).toBe('DONE')
    const { body } = await siege.ask(admin, 'GET', `/assignments?user=${admin.email}`)
    const path = `/assignments/${body.items[0]!.id}`
    const tomorrow = new Date(siege.server.deps.clock() + 86_400_000).toISOString()
    const ways: [string, string, object?][] = [
      ['DELETE', `/users/${admin.id}`],
      ['POST', `/users/${admin.id}/block`, {}],
      ['PUT', `/users/${admin.id}/role`, { role: 'viewer' }],
      ['DELETE', path],
      ['PATCH', path, { expires_at: tomorrow }],
      ['PUT', '/sign-in-settings', { passwords: false }],
      ['POST', '/assignments', { role: 'viewer', user: admin.email, scope: 'billing' }],
    ]
    for (const [method, way, sent] of ways) {
      expect([way, codeOf(await siege.ask(admin, method, way, sent))]).toEqual([way, 'LAST_ADMIN'])
      // A program is an admin too, and does not count.
      const answer = await siege.at('acme', method, way, { as: siege.program, ...(sent && { body: sent }) })
      expect([way, codeOf(answer)]).toEqual([way, 'LAST_ADMIN'])
    }
    expect((await siege.ask(admin, 'GET', '/users')).status).toBe(200)
  })
})
