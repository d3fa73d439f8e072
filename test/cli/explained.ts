/** Explanations as the API answers them, for how they are printed. */
import type { Answer } from '../../src/contract/client.ts'

type Decision = Answer<'explainAccess'>
type Explanation = NonNullable<Decision['explanation']>

const PRODUCTION = { type: 'environment', project: 'billing', environment: 'production' } as const
const BILLING = { type: 'project', project: 'billing' } as const
const ACME = { type: 'organization' } as const

const reader = {
  assignment: 'asg_1',
  role: 'rol_1',
  role_name: 'Log Reader',
  scope: PRODUCTION,
  state: 'in_force',
} as const
const deployer = {
  assignment: 'asg_2',
  role: 'rol_2',
  role_name: 'deployer',
  scope: ACME,
  via: { group: 'grp_1', group_name: 'Engineers', source: 'sso:okta' },
  state: 'in_force',
} as const

const CHAIN: Explanation['chain'] = [
  {
    scope: PRODUCTION,
    path: 'billing/production',
    assignments: [reader],
    permissions: ['deployment.logs.read'],
    decided: true,
  },
  { scope: BILLING, path: 'billing', assignments: [], permissions: [], decided: false },
  {
    scope: ACME,
    path: 'organization',
    assignments: [deployer],
    permissions: ['deployment.create', 'deployment.logs.read', 'variable.write'],
    decided: false,
  },
]

function explained(more: Partial<Explanation>): Explanation {
  return {
    at: '2026-05-01T12:00:00.000Z',
    catalogue: '1',
    gates: [],
    chain: [],
    shadowed: [],
    elsewhere: [],
    left_out: [],
    text: [],
    ...more,
  }
}

function decision(more: Partial<Decision>): Decision {
  return {
    allowed: false,
    code: 'SHADOWED_BY_NARROWER_SCOPE',
    permission: 'deployment.create',
    scope: PRODUCTION,
    principal: 'usr_2',
    revision: 'acme@42',
    ...more,
  }
}

type Gates = Explanation['gates']

function gates(...statuses: readonly Gates[number]['status'][]): Gates {
  const names = ['account', 'signed_up', 'resource', 'permission', 'features'] as const
  return names.map((gate, at) => ({ gate, status: statuses[at]!, evidence: [] }))
}

function failing(all: Gates, gate: Gates[number]['gate'], code: Gates[number]['code']): Gates {
  return all.map((one) => (one.gate === gate ? { ...one, code } : one))
}

export const EXPLAINED = {
  shadowed: decision({
    explanation: explained({
      gates: failing(
        gates('passed', 'passed', 'passed', 'failed', 'not_applicable'),
        'permission',
        'SHADOWED_BY_NARROWER_SCOPE',
      ),
      chain: CHAIN,
      shadowed: [deployer],
      text: [
        'At billing/production the role Log Reader decides, and it does not include deployment.create.',
        'The role deployer at the organization includes it, but a nearer grant hides it.',
        'Adding deployment.create to Log Reader, or giving deployer at billing/production, would allow it.',
      ],
    }),
  }),
  allowed: decision({
    allowed: true,
    code: 'ALLOWED',
    permission: 'deployment.logs.read',
    explanation: explained({ gates: gates('passed', 'passed', 'passed', 'passed', 'passed'), chain: CHAIN }),
  }),
  stranger: decision({
    code: 'NOT_A_MEMBER',
    explanation: explained({
      gates: failing(
        gates('failed', 'not_reached', 'passed', 'not_reached', 'not_applicable'),
        'account',
        'NOT_A_MEMBER',
      ),
      left_out: ['groups'],
      text: ['They are not a member of acme.'],
    }),
  }),
  elsewhere: decision({
    code: 'ASSIGNED_ELSEWHERE',
    permission: 'conversations.assign',
    explanation: explained({
      gates: failing(
        gates('passed', 'passed', 'passed', 'failed', 'not_applicable'),
        'permission',
        'ASSIGNED_ELSEWHERE',
      ),
      chain: CHAIN.map(({ scope, path }) => ({
        scope,
        path,
        assignments: [],
        permissions: [],
        decided: false,
      })),
      elsewhere: [{ ...reader, scope: { type: 'project', project: 'shop' }, state: 'in_force' }],
    }),
  }),
} satisfies Record<string, Decision>
