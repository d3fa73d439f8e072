/** Statements of the specification that one table decides, asked of the engine and compared with hand-written sets. */
import { describe, expect, it } from 'vitest'
import { BUILT_IN_ROLES } from '../../src/core/catalogue/built-in-roles.ts'
import { FAMILIES, PERMISSION_KEYS } from '../../src/core/catalogue/permissions.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { BUILT_IN_KEYS, BUILT_IN_ROLE_KEYS } from '../reference/role-table.ts'
import { ALEX } from '../reference/scenarios-permission.ts'
import { given, role, T, tiny } from '../reference/tiny.ts'
import { realEngine } from './real-engine.ts'

const SCOPES = ['organization', 'billing', 'billing/production', 'billing/staging']

/** Every key that Alex is allowed, by asking about each of the 34. */
function allowed(state: OrganizationState, scope: string): string[] {
  const snapshot = realEngine.snapshotFrom(state)
  return BUILT_IN_KEYS.filter(
    (key) => realEngine.decide(snapshot, 'usr_alex', key, scope, T).allowed,
  ).toSorted()
}

function keysOf(id: string): string[] {
  return (BUILT_IN_ROLE_KEYS[id] ?? []).toSorted()
}

describe('roles and scopes', () => {
  it.each(Object.keys(BUILT_IN_ROLE_KEYS))('S0-6: %s at the organization holds everywhere', (id) => {
    const state = tiny({ assignments: [given('asg_1', 'usr_alex', id, 'organization')] })
    for (const scope of SCOPES) expect(allowed(state, scope)).toEqual(keysOf(id))
  })

  it('S0-7: an environment role of one key gives exactly that there, and the broad set holds elsewhere', () => {
    expect(allowed(ALEX, 'billing/production')).toEqual(['deployment.logs.read'])
    for (const scope of ['organization', 'billing', 'billing/staging']) {
      expect(allowed(ALEX, scope)).toEqual(keysOf('rol_readonly'))
    }
  })

  it('S0-8: two roles at the same scope are one union', () => {
    const roles = [role('rol_a', 'variable.write'), role('rol_b', 'domain.read', 'variable.write')]
    const assignments = [
      given('asg_1', 'usr_alex', 'rol_a', 'billing'),
      given('asg_2', 'usr_alex', 'rol_b', 'billing'),
    ]
    const state = tiny({ roles, assignments })
    expect(allowed(state, 'billing')).toEqual(['domain.read', 'variable.write'])
    expect(allowed(state, 'billing/production')).toEqual(['domain.read', 'variable.write'])
  })

  it('S1-1: each built-in role has every key of the next smaller one', () => {
    const sets = BUILT_IN_ROLES.map((r) => new Set(r.permissions)).toSorted((a, b) => a.size - b.size)
    expect(sets.map((set) => set.size)).toEqual([2, 8, 18, 34])
    for (const [i, set] of sets.slice(1).entries()) expect(sets[i]?.isSubsetOf(set)).toBe(true)
  })

  it('S2-3: the catalogue is exactly the 34 keys, in five families, with the built-in sets of the table', () => {
    expect(PERMISSION_KEYS.toSorted()).toEqual(BUILT_IN_KEYS.toSorted())
    expect(FAMILIES.map((f) => f.rows.length)).toEqual([13, 6, 8, 4, 3])
    for (const { id, permissions } of BUILT_IN_ROLES) expect(permissions.toSorted()).toEqual(keysOf(id))
  })
})
