/** Gate 5 by hand: what decides, what it hides, and what the dates of an assignment mean to the millisecond. */
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Scenario } from './scenarios.ts'
import { given, role, T, tiny } from './tiny.ts'

const LOGS = 'deployment.logs.read'
const PROD = 'billing/production'
const logsOnly = role('rol_logs', LOGS)
const empty = role('rol_empty')
const inGroup = { groups: [{ id: 'grp_a', name: 'a', description: '' }] }
const seat = { group: 'grp_a', principal: 'usr_alex', source: 'manual' } as const

/** An organization role with broad read, and an environment role with one key. */
export const ALEX: OrganizationState = tiny({
  roles: [logsOnly],
  assignments: [
    given('asg_1', 'usr_alex', 'rol_readonly', 'organization'),
    given('asg_2', 'usr_alex', 'rol_logs', PROD),
  ],
})

export const alexHas = (roleId: string, scope: string, dates = {}): OrganizationState =>
  tiny({ roles: [empty, logsOnly], assignments: [given('asg_1', 'usr_alex', roleId, scope, dates)] })

const twoAt = (scope: string, one: string, two: string): OrganizationState =>
  tiny({
    roles: [empty, logsOnly],
    assignments: [given('asg_1', 'usr_alex', one, scope), given('asg_2', 'usr_alex', two, scope)],
  })

export const PERMISSION_SCENARIOS: readonly Scenario[] = [
  { name: 'the narrow grant gives its one key', state: ALEX, ask: [LOGS, PROD], answer: 'ALLOWED' },
  {
    name: 'the narrow grant hides the broad one',
    state: ALEX,
    ask: ['domain.read', PROD],
    answer: 'SHADOWED_BY_NARROWER_SCOPE',
  },
  {
    name: 'the broad grant holds next door',
    state: ALEX,
    ask: ['domain.read', 'billing/staging'],
    answer: 'ALLOWED',
  },
  {
    name: 'the broad grant holds at the project',
    state: ALEX,
    ask: ['domain.read', 'billing'],
    answer: 'ALLOWED',
  },
  { name: 'a key of neither role', state: ALEX, ask: ['variable.write', PROD], answer: 'KEY_NOT_IN_ROLE' },
  {
    name: 'two roles at one scope are one grant: first key',
    state: twoAt('billing', 'rol_viewer', 'rol_logs'),
    ask: [LOGS, PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'two roles at one scope are one grant: second key',
    state: twoAt('billing', 'rol_viewer', 'rol_logs'),
    ask: ['app.route.access', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'an empty role is no grant and shadows nothing',
    state: tiny({
      roles: [empty],
      assignments: [
        given('asg_1', 'usr_alex', 'rol_empty', PROD),
        given('asg_2', 'usr_alex', 'rol_viewer', 'billing'),
      ],
    }),
    ask: ['project.read', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'a group counts like a direct grant',
    state: tiny({
      ...inGroup,
      seats: [seat],
      assignments: [given('asg_1', 'grp_a', 'rol_viewer', 'billing')],
    }),
    ask: ['project.read', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'a group without a seat does not',
    state: tiny({ ...inGroup, assignments: [given('asg_1', 'grp_a', 'rol_viewer', 'billing')] }),
    ask: ['project.read', PROD],
    answer: 'NO_ASSIGNMENT',
  },
  {
    name: 'a check at the organization never sees a project grant',
    state: alexHas('rol_admin', 'billing'),
    ask: ['project.read', 'organization'],
    answer: 'ASSIGNED_ELSEWHERE',
  },
  { name: 'nothing is assigned', state: tiny(), ask: ['project.read', PROD], answer: 'NO_ASSIGNMENT' },
  {
    name: 'another key elsewhere is nothing here',
    state: alexHas('rol_logs', 'billing/staging'),
    ask: ['project.read', PROD],
    answer: 'NO_ASSIGNMENT',
  },
  {
    name: 'in force one millisecond before its end',
    state: alexHas('rol_viewer', 'billing', { expiresAt: T + 1 }),
    ask: ['project.read', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'expired at the instant of its end',
    state: alexHas('rol_viewer', 'billing', { expiresAt: T }),
    ask: ['project.read', PROD],
    answer: 'ASSIGNMENT_EXPIRED',
  },
  {
    name: 'expired without ever having had the key',
    state: alexHas('rol_logs', 'billing', { expiresAt: T }),
    ask: ['project.read', PROD],
    answer: 'NO_ASSIGNMENT',
  },
  {
    name: 'expired off the chain',
    state: alexHas('rol_viewer', 'billing/staging', { expiresAt: T }),
    ask: ['project.read', PROD],
    answer: 'NO_ASSIGNMENT',
  },
  {
    name: 'in force at the instant of its beginning',
    state: alexHas('rol_viewer', 'billing', { notBefore: T }),
    ask: ['project.read', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'not begun is neither in force nor expired',
    state: alexHas('rol_viewer', 'billing', { notBefore: T + 1 }),
    ask: ['project.read', PROD],
    answer: 'NO_ASSIGNMENT',
  },
]
