/** Answers of the API, as small as its shapes allow. */
import type { Answer } from '../../src/contract/client.ts'

export type User = Answer<'showUser'>
export type Role = Answer<'showRole'>

export function user(email: string, more: Partial<User> = {}): User {
  return {
    id: 'usr_2',
    email,
    name: '',
    type: 'user',
    status: 'active',
    access: 'allowed',
    standing: 'active',
    roles: [],
    groups: [],
    direct_scopes: [],
    access_summary: 'Membership only',
    beta_access: false,
    sign_in: { password: true, providers: [] },
    last_sign_in_at: null,
    ...more,
  }
}

export function role(name: string, more: Partial<Role> = {}): Role {
  return {
    id: 'rol_123',
    name,
    kind: 'custom',
    description: '',
    permissions: ['project.read'],
    assignment_count: 0,
    group_count: 0,
    user_count: 0,
    scope_count: 0,
    scopes: [],
    ...more,
  }
}

export const DIGEST = 'd'.repeat(64)

export const IMPACT = {
  digest: DIGEST,
  totals: { people: 1, entries: 1, gained: 1, lost: 2 },
  entries: [
    {
      principal: 'usr_2',
      email: 'alex@acme.example',
      scope: { type: 'environment', project: 'billing', environment: 'production' },
      gained: ['deployment.logs.read'],
      lost: ['deployment.create', 'variable.write'],
    },
  ],
}

export const NO_IMPACT = {
  digest: 'e'.repeat(64),
  totals: { people: 0, entries: 0, gained: 0, lost: 0 },
  entries: [],
}

export function preview(impact: object, more: object = {}): object {
  return { dry_run: true, events: ['assignment.created'], impact, ...more }
}
