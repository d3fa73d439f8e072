/**
 * Decisions written by hand with their answers: at least one for every code, and the corners where a reading had to
 * be fixed. Neither the engine nor the reference model had a part in the answers.
 */
import type { DecisionCode } from '../../src/core/catalogue/codes.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { ACCOUNT_SCENARIOS } from './scenarios-account.ts'
import { ALEX, alexHas, PERMISSION_SCENARIOS } from './scenarios-permission.ts'
import { cases, feature, given, tiny } from './tiny.ts'

export type Scenario = {
  name: string
  state: OrganizationState
  ask: readonly [permission: string, scope: string, principal?: string, now?: number]
  answer: DecisionCode | 'ALLOWED'
}

const LOGS = 'deployment.logs.read'
const PROD = 'billing/production'

const archived = (roleId: string): OrganizationState => ({
  ...alexHas(roleId, 'organization'),
  projects: [{ id: 'prj_b', name: 'billing', displayName: 'Billing', archived: true }],
})

const gated = (...features: ReturnType<typeof feature>[]): OrganizationState =>
  tiny({
    catalogues: [cases(...features)],
    assignments: [given('asg_1', 'usr_alex', 'rol_admin', 'organization')],
  })

const RESOURCE_AND_FEATURES: readonly Scenario[] = [
  { name: 'no such key', state: ALEX, ask: ['project.reed', PROD], answer: 'UNKNOWN_PERMISSION' },
  {
    name: 'no such key, no such person',
    state: ALEX,
    ask: ['x', 'y', 'usr_z'],
    answer: 'UNKNOWN_PERMISSION',
  },
  { name: 'no such scope', state: ALEX, ask: [LOGS, 'billing/nowhere'], answer: 'UNKNOWN_SCOPE' },
  { name: 'a scope by its id', state: ALEX, ask: [LOGS, 'env_p'], answer: 'ALLOWED' },
  { name: 'archived', state: archived('rol_admin'), ask: [LOGS, PROD], answer: 'PROJECT_ARCHIVED' },
  {
    name: 'archived, but to be read',
    state: archived('rol_admin'),
    ask: ['project.read', 'billing'],
    answer: 'ALLOWED',
  },
  {
    name: 'archived, and no role either',
    state: archived('rol_logs'),
    ask: ['domain.read', PROD],
    answer: 'PROJECT_ARCHIVED',
  },
  { name: 'admin has the application keys', state: gated(), ask: ['cases.read', PROD], answer: 'ALLOWED' },
  {
    name: 'other roles do not',
    state: { ...alexHas('rol_deployer', 'organization'), catalogues: [cases()] },
    ask: ['cases.read', PROD],
    answer: 'KEY_NOT_IN_ROLE',
  },
  {
    name: 'a flag is off at first',
    state: gated(feature('cases', 'flag', 'cases.read')),
    ask: ['cases.read', PROD],
    answer: 'FLAG_OFF',
  },
  {
    name: 'a flag that is on',
    state: { ...gated(feature('cases', 'flag', 'cases.read')), enabledFeatures: ['cases'] },
    ask: ['cases.read', PROD],
    answer: 'ALLOWED',
  },
  {
    name: 'a beta',
    state: gated(feature('b', 'beta', 'project.read')),
    ask: ['project.read', PROD],
    answer: 'NO_BETA_ACCESS',
  },
  {
    name: 'a tier',
    state: gated(feature('t', 'tier', 'domain.write')),
    ask: ['domain.write', PROD],
    answer: 'TIER_TOO_LOW',
  },
  {
    name: 'the beta is named before the tier',
    state: gated(feature('a', 'tier', LOGS), feature('b', 'beta', LOGS)),
    ask: [LOGS, PROD],
    answer: 'NO_BETA_ACCESS',
  },
  {
    name: 'the role is named before the feature',
    state: tiny({ catalogues: [cases(feature('f', 'flag', LOGS))] }),
    ask: [LOGS, PROD],
    answer: 'NO_ASSIGNMENT',
  },
]

export const SCENARIOS: readonly Scenario[] = [
  ...PERMISSION_SCENARIOS,
  ...RESOURCE_AND_FEATURES,
  ...ACCOUNT_SCENARIOS.map(([name, over, answer, principal]): Scenario => {
    const state = tiny({ assignments: [given('asg_1', 'usr_alex', 'rol_viewer', 'organization')], ...over })
    return { name, state, ask: ['project.read', 'organization', principal ?? 'usr_alex'], answer }
  }),
]
