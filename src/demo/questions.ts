/** What the demo's people can be asked about: for every code of a decision, somebody of whom it is the answer. */
import type { DecisionCode } from '../core/index.ts'

export type DemoQuestion = {
  readonly organization: string
  readonly who: string
  readonly permission: string
  readonly scope: string
  readonly code: DecisionCode | 'ALLOWED'
  /** What the story says about it. */
  readonly why: string
}

type Row = readonly [
  who: string,
  permission: string,
  scope: string,
  code: DecisionCode | 'ALLOWED',
  why: string,
]

const ACME: readonly Row[] = [
  ['alex', 'deployment.logs.read', 'billing/production', 'ALLOWED', 'the narrow role has it'],
  ['alex', 'variable.metadata.read', 'billing/production', 'SHADOWED_BY_NARROWER_SCOPE', 'only logs there'],
  ['alex', 'variable.metadata.read', 'billing/staging', 'ALLOWED', 'the broad role decides'],
  ['alex', 'deployment.create', 'billing/production', 'KEY_NOT_IN_ROLE', 'neither role has it'],
  ['kim', 'organization.role.manage', 'organization', 'ALLOWED', 'admin'],
  [
    'bao',
    'variable.write',
    'storefront/production',
    'SHADOWED_BY_NARROWER_SCOPE',
    'promotion only (CHG-771)',
  ],
  ['bao', 'variable.write', 'storefront/staging', 'ALLOWED', 'through the group Storefront'],
  ['bao', 'variable.write', 'billing', 'KEY_NOT_IN_ROLE', 'on-call responders do not write variables'],
  ['elise', 'variable.write', 'storefront/production', 'ALLOWED', 'moved to Platform'],
  ['lucia', 'organization.role.manage', 'storefront', 'ALLOWED', 'administers the project'],
  ['lucia', 'organization.role.manage', 'billing', 'ASSIGNED_ELSEWHERE', 'administers another project'],
  ['noor', 'app.route.access', 'identity/production', 'KEY_NOT_IN_ROLE', 'the role leaves the app out'],
  ['omar', 'app.route.access', 'storefront/production', 'KEY_NOT_IN_ROLE', 'only logs there'],
  ['samuel', 'deployment.logs.read', 'billing/staging', 'ASSIGNMENT_EXPIRED', 'the test is over'],
  ['ravi', 'deployment.logs.read', 'billing/production', 'ALLOWED', 'until the contract ends'],
  ['mateo', 'deployment.promote', 'mobile-api/production', 'ALLOWED', 'for a few more days'],
  ['freya', 'deployment.promote', 'docs-site/production', 'KEY_NOT_IN_ROLE', 'begins next sprint'],
  ['bianca', 'project.read', 'billing', 'NO_ASSIGNMENT', 'membership only'],
  ['victor', 'project.read', 'storefront', 'BLOCKED', 'laptop stolen'],
  ['zanele', 'conversations.assign', 'organization', 'ALLOWED', 'unblocked, everything as before'],
  ['leila', 'conversations.read', 'organization', 'INVITE_PENDING', 'invited two days ago'],
  ['jakub', 'project.read', 'data-platform', 'INVITE_EXPIRED', 'never accepted'],
  ['carmen', 'project.read', 'billing', 'INVITE_CANCELLED', 'took another offer'],
  ['petra', 'project.read', 'billing', 'NOT_A_MEMBER', 'has left'],
  ['dmitri', 'project.read', 'billing', 'UNUSUAL_ACCOUNT', 'no password, no identity, no invitation'],
  ['priya', 'deployment.create', 'legacy-crm/production', 'PROJECT_ARCHIVED', 'replaced'],
  ['priya', 'project.read', 'payments', 'UNKNOWN_SCOPE', 'there is no such project'],
  ['priya', 'deployment.log.read', 'billing', 'UNKNOWN_PERMISSION', 'it is `deployment.logs.read`'],
  ['grace', 'cases.read', 'organization', 'FLAG_OFF', 'switched off (SUP-409)'],
  ['grace', 'conversations.suggest', 'organization', 'ALLOWED', 'in the beta'],
  ['hugo', 'conversations.suggest', 'organization', 'NO_BETA_ACCESS', 'not in the beta'],
  ['hugo', 'analytics.view', 'organization', 'ALLOWED', 'the tier includes it'],
  ['wei', 'warehouse.query', 'organization', 'TIER_TOO_LOW', 'needs the enterprise tier'],
  ['kim', 'domains.custom', 'organization', 'TIER_TOO_LOW', 'for admins too'],
]

const LABS: readonly Row[] = [
  ['priya', 'deployment.create', 'playground/production', 'ALLOWED', 'deployer here too'],
  ['lucia', 'project.read', 'playground', 'NO_ASSIGNMENT', 'her role is Acme’s, not this one’s'],
  ['kim', 'analytics.view', 'organization', 'TIER_TOO_LOW', 'the free tier'],
]

const NORTHWIND: readonly Row[] = [
  ['nils', 'deployment.create', 'portal/production', 'ALLOWED', 'signs in with Northwind ID'],
  ['maria', 'project.read', 'portal', 'SSO_REQUIRED', 'has only a password'],
  ['malik@acme.example', 'project.read', 'portal', 'SSO_REQUIRED', 'his password opens Acme, not this'],
  ['erik', 'deployment.create', 'portal', 'NO_SSO_IDENTITY', 'his entry was deleted'],
  ['sofie', 'project.read', 'portal', 'INVITE_PENDING', 'has not signed in yet'],
]

function asked(organization: string, domain: string, rows: readonly Row[]): DemoQuestion[] {
  return rows.map(([who, permission, scope, code, why]) => ({
    organization,
    who: who.includes('@') ? who : `${who}@${domain}`,
    permission,
    scope,
    code,
    why,
  }))
}

/** `NO_ACCOUNT` is missing: only readers of the whole install are ever told it. */
export const DEMO_QUESTIONS: readonly DemoQuestion[] = [
  ...asked('acme', 'acme.example', ACME),
  ...asked('acme-labs', 'acme.example', LABS),
  ...asked('northwind', 'northwind.example', NORTHWIND),
]
