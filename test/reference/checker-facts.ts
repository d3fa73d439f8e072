/** What the certificate checker reads out of the state: the chain of a scope, a person's assignments, role keys. */
import type { Held } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { SYSTEM_ROLES } from './checker-roles.ts'

export type Rung = {
  scope: string
  type: 'organization' | 'project' | 'environment'
  path: string
  archived: boolean
}

/** The chain that a scope text or id names, nearest first; empty when it names nothing. */
export function ladder(state: OrganizationState, text: string): Rung[] {
  const ground: Rung = {
    scope: state.organization.id,
    type: 'organization',
    path: 'organization',
    archived: false,
  }
  if (text === ground.path || text === ground.scope) return [ground]
  for (const p of state.projects) {
    const project: Rung = { scope: p.id, type: 'project', path: p.name, archived: p.archived }
    if (text === p.id || text === p.name) return [project, ground]
    for (const e of state.environments) {
      if (e.project !== p.id) continue
      const path = `${p.name}/${e.name}`
      if (text === e.id || text === path) {
        return [{ scope: e.id, type: 'environment', path, archived: p.archived }, project, ground]
      }
    }
  }
  return []
}

export type KeyRing = {
  isKey: (key: string) => boolean
  has: (role: string, key: string) => boolean
  keys: (role: string) => Iterable<string>
}

/** What each role opens. The admin role also has every application key of the organization. */
export function keyRing(state: OrganizationState): KeyRing {
  const own = new Set<string>()
  for (const c of state.catalogues) for (const f of c.families) for (const p of f.permissions) own.add(p.key)
  const admin = SYSTEM_ROLES.get('rol_admin') ?? new Set<string>()
  const custom = new Map(state.roles.map((r) => [r.id, new Set(r.permissions)]))
  const everything = new Set([...admin, ...own])
  const keys = (role: string): ReadonlySet<string> =>
    role === 'rol_admin' ? everything : (SYSTEM_ROLES.get(role) ?? custom.get(role) ?? new Set())
  return { isKey: (key) => everything.has(key), has: (role, key) => keys(role).has(key), keys }
}

/** Every assignment of the person, once per path, by assignment id and then group. */
export function heldBy(state: OrganizationState, principal: string, now: number): Held[] {
  const found: Held[] = []
  for (const a of state.assignments) {
    const begun = now >= (a.notBefore ?? -Infinity)
    const ended = now >= (a.expiresAt ?? Infinity)
    const phase = ended ? 'expired' : begun ? 'in_force' : 'not_begun'
    const base = { assignment: a.id, role: a.role, scope: a.scope, state: phase } as const
    if (a.subject.type === 'user' && a.subject.id === principal) found.push(base)
    if (a.subject.type === 'user') continue
    for (const seat of state.seats) {
      if (seat.principal !== principal || seat.group !== a.subject.id) continue
      found.push({ ...base, via: { group: seat.group, source: seat.source } })
    }
  }
  return found.sort(
    (x, y) => compare(x.assignment, y.assignment) || compare(x.via?.group ?? '', y.via?.group ?? ''),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
