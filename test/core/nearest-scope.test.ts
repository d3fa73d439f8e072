import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES, PERMISSION_KEYS, what } from '../../src/core/index.ts'
import { acme, alexAtAcme } from './support/house.ts'

describe('the nearest scope with any grant decides', () => {
  it('Alex has exactly deployment.logs.read at billing/production, and the broad set everywhere else (S0-7)', () => {
    const house = alexAtAcme()
    const deployer = BUILT_IN_ROLES.find((role) => role.name === 'deployer')!.permissions.toSorted()
    for (const { path, permissions } of what(house.snapshot, 'alex', house.now)) {
      expect({ path, permissions }).toEqual({
        path,
        permissions: path === 'billing/production' ? ['deployment.logs.read'] : deployer,
      })
    }
  })

  it('the denial points at the narrower assignment before it speaks of a missing role (S0-9)', () => {
    const house = alexAtAcme()
    expect(house.ask('alex', 'variable.write', 'billing/production')).toBe('SHADOWED_BY_NARROWER_SCOPE')
    const { shadowed, chain } = house.certificate('alex', 'variable.write', 'billing/production')
    expect(chain.map(({ path, decided }) => [path, decided])).toEqual([
      ['billing/production', true],
      ['billing', false],
      ['organization', false],
    ])
    expect(shadowed.map(({ role, scope }) => [role, scope])).toEqual([['rol_deployer', 'org_acme']])
  })

  it('two roles at one scope are unioned (S0-8)', () => {
    const house = alexAtAcme()
    house.role('Variable Writer', 'variable.write')
    house.assign('alex', 'Variable Writer', 'billing/production')
    expect(house.ask('alex', 'variable.write', 'billing/production')).toBe('ALLOWED')
    expect(house.ask('alex', 'deployment.logs.read', 'billing/production')).toBe('ALLOWED')
    expect(house.ask('alex', 'deployment.create', 'billing/production')).toBe('SHADOWED_BY_NARROWER_SCOPE')
  })

  it('an empty role is no grant: it neither decides nor hides anything', () => {
    const house = acme()
    house.person('bo', 'deployer')
    house.role('Empty')
    house.assign('bo', 'Empty', 'billing/production')
    expect(house.ask('bo', 'deployment.create', 'billing/production')).toBe('ALLOWED')
  })

  it('a check at the organization never sees grants further in', () => {
    const house = acme()
    house.person('bo')
    house.assign('bo', 'deployer', 'billing')
    expect(house.ask('bo', 'deployment.create', 'billing/staging')).toBe('ALLOWED')
    expect(house.ask('bo', 'deployment.create')).toBe('ASSIGNED_ELSEWHERE')
  })

  it('a built-in role at the organization reaches everywhere (S0-6)', () => {
    const house = acme()
    for (const key of PERMISSION_KEYS) expect(house.ask('ada', key, 'billing/production')).toBe('ALLOWED')
  })

  it('an expired grant no longer hides what is broader, to the millisecond', () => {
    const house = acme()
    house.person('bo', 'deployer')
    house.assign('bo', 'viewer', 'billing', { expiresAt: house.now + 1000 })
    house.now += 999
    expect(house.ask('bo', 'deployment.create', 'billing')).toBe('SHADOWED_BY_NARROWER_SCOPE')
    house.now += 1
    expect(house.ask('bo', 'deployment.create', 'billing')).toBe('ALLOWED')
    house.now -= 1
    expect(house.ask('bo', 'deployment.create', 'billing')).toBe('SHADOWED_BY_NARROWER_SCOPE')
  })
})

describe('the built-in catalogue', () => {
  it('has 34 keys, and four roles of 2, 8, 18 and 34 that nest strictly (S1-1, S2-3)', () => {
    expect(PERMISSION_KEYS).toHaveLength(34)
    const [admin, deployer, readonly, viewer] = BUILT_IN_ROLES.map((role) => new Set(role.permissions))
    expect([viewer!.size, readonly!.size, deployer!.size, admin!.size]).toEqual([2, 8, 18, 34])
    expect(
      viewer!.isSubsetOf(readonly!) && readonly!.isSubsetOf(deployer!) && deployer!.isSubsetOf(admin!),
    ).toBe(true)
  })

  it('readonly sees no variable values and changes nothing (S1-2)', () => {
    const readonly = BUILT_IN_ROLES.find((role) => role.name === 'readonly')!.permissions
    const changing = readonly.filter((key) =>
      /write|create|promote|rollback|manage|delete|archive|value/.test(key),
    )
    expect(changing).toEqual([])
  })

  it('all built-in roles open protected apps; a custom role only if it says so (S0-10)', () => {
    expect(BUILT_IN_ROLES.every((role) => role.permissions.includes('app.route.access'))).toBe(true)
    const house = acme()
    house.role('Reader', 'project.read')
    house.person('bo')
    house.assign('bo', 'Reader', 'billing')
    expect(house.ask('bo', 'app.route.access', 'billing/production')).toBe('KEY_NOT_IN_ROLE')
  })
})
