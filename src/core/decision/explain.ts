/**
 * A certificate in plain sentences for operators, the most important first. Nothing is said here that the certificate
 * does not hold.
 */
import { CODES, type DecisionCode } from '../catalogue/codes.ts'
import type { Certificate, ChainLink, GateResult, Held } from './certificate.ts'

export type Names = {
  /** The person or program asked about, as the reader knows them. */
  readonly principal: string
  /** Name of a role, group, project, provider or feature by id; paths of scopes. */
  readonly of: (id: string) => string
}

type Tell = (certificate: Certificate, names: Names) => string[]

export function explainInWords(certificate: Certificate, names: Names): string[] {
  const { principal } = names
  const { permission, scope } = certificate.question
  const can = certificate.allowed ? 'can' : 'cannot'
  const failed = certificate.gates.filter((gate) => gate.status === 'failed')
  const told = certificate.code === 'ALLOWED' ? tellAllowed : TELL[certificate.code]
  return [
    `${principal} ${can} use \`${permission}\` at \`${scope}\`.`,
    ...told(certificate, names),
    ...failed.slice(1).map((gate) => `There is a second problem: ${second(gate)}.`),
  ]
}

/** What else fails, in one clause. */
function second({ code }: GateResult): string {
  return code === undefined ? 'another gate fails' : CODES[code].operator
}

function tellAllowed(certificate: Certificate, names: Names): string[] {
  const deciding = certificate.chain.find((link) => link.decided)
  if (deciding === undefined) return []
  const giving = gateEvidence(certificate, 'permission')
  const through = deciding.assignments.filter((held) => giving.includes(held.assignment))
  return [decidedAt(deciding, names), `It is given by ${listed(through, names)}.`]
}

const TELL: Readonly<Record<DecisionCode, Tell>> = {
  UNKNOWN_PERMISSION: ({ question }) => [`There is no permission \`${question.permission}\`.`],
  NO_ACCOUNT: (_, { principal }) => [`No account has the address ${principal}.`],
  NOT_A_MEMBER: (_, { principal }) => [`${principal} is not a member of this organization.`],
  INVITE_CANCELLED: (_, { principal }) => [
    `The invitation of ${principal} was cancelled; there is no membership.`,
  ],
  BLOCKED: (_, { principal }) => [
    `${principal} is blocked: roles and groups are kept, but nothing answers until they are unblocked.`,
  ],
  INVITE_PENDING: (_, { principal }) => [`${principal} has been invited and has not accepted yet.`],
  INVITE_EXPIRED: (_, { principal }) => [`The invitation of ${principal} expired before it was accepted.`],
  SSO_REQUIRED: (_, { principal }) => [
    `${principal} has a password, but this organization takes no passwords, and no single sign-on is linked.`,
  ],
  NO_SSO_IDENTITY: (_, { principal }) => [
    `This organization takes no passwords, and ${principal} has no identity of an enabled provider.`,
  ],
  UNUSUAL_ACCOUNT: (_, { principal }) => [
    `${principal} has neither a password nor a usable identity nor a live invitation.`,
  ],
  UNKNOWN_SCOPE: ({ question }) => [`There is no scope \`${question.scope}\`.`],
  PROJECT_ARCHIVED: () => ['The project is archived: it answers only reading, unarchiving and deleting.'],
  SHADOWED_BY_NARROWER_SCOPE: tellShadowed,
  KEY_NOT_IN_ROLE: (certificate, names) => {
    const deciding = certificate.chain.find((link) => link.decided)
    if (deciding === undefined) return []
    return [
      decidedAt(deciding, names),
      `The permission is not among what ${listed(inForce(deciding), names)} gives.`,
    ]
  },
  ASSIGNMENT_EXPIRED: (certificate, names) => {
    const ended = gateEvidence(certificate, 'permission')
    const over = certificate.chain
      .flatMap((link) => link.assignments)
      .filter((held) => ended.includes(held.assignment))
    return [
      `Nothing is in force here or further out. It was given by ${listed(over, names)}, which has expired.`,
    ]
  },
  ASSIGNED_ELSEWHERE: (certificate, names) => {
    const places = [...new Set(certificate.elsewhere.map((held) => `\`${names.of(held.scope)}\``))].join(', ')
    return [`${names.principal} has no grant here or further out, but has the permission at ${places}.`]
  },
  NO_ASSIGNMENT: (_, { principal }) => [
    `${principal} has no grant here or further out: neither a direct assignment nor one through a group.`,
  ],
  FLAG_OFF: (certificate, names) => [
    `${features(certificate, names)} is switched off for this organization.`,
  ],
  NO_BETA_ACCESS: (certificate, names) => [
    `${features(certificate, names)} is in beta, and ${names.principal} has no beta access.`,
  ],
  TIER_TOO_LOW: (certificate, names) => [
    `${features(certificate, names)} is not part of the organization's tier.`,
  ],
}

/** The narrower assignment that hides the broader one comes before any thought of a missing role (S0-9). */
function tellShadowed(certificate: Certificate, names: Names): string[] {
  const deciding = certificate.chain.find((link) => link.decided)
  if (deciding === undefined) return []
  const places = [...new Set(certificate.shadowed.map((held) => `\`${names.of(held.scope)}\``))].join(', ')
  return [
    decidedAt(deciding, names),
    `${places} would have allowed it through ${listed(certificate.shadowed, names)}, but is passed over: ` +
      'the nearest scope with any grant decides, and nothing falls through.',
  ]
}

function decidedAt(deciding: ChainLink, names: Names): string {
  const count = deciding.permissions.length
  const what = count === 1 ? `only \`${deciding.permissions[0]}\`` : `${count} permissions`
  return `\`${deciding.path}\` decides: there ${names.principal} has ${what}, from ${listed(inForce(deciding), names)}.`
}

function inForce(link: ChainLink): Held[] {
  return link.assignments.filter((held) => held.state === 'in_force')
}

/** `deployer` (direct) and `Log Reader` (via Billing Operators). */
function listed(held: readonly Held[], names: Names): string {
  const words = held.map(
    ({ role, via, throughGroup }) =>
      `\`${names.of(role)}\` (${via ? `via ${names.of(via.group)}` : throughGroup ? 'through a group' : 'direct'})`,
  )
  const unique = [...new Set(words)]
  return unique.length === 0 ? 'what you may not see' : unique.join(' and ')
}

function features(certificate: Certificate, names: Names): string {
  return gateEvidence(certificate, 'features')
    .map((key) => `The feature \`${names.of(key)}\``)
    .join(' and ')
}

function gateEvidence({ gates }: Certificate, name: GateResult['gate']): readonly string[] {
  return gates.find((gate) => gate.gate === name)?.evidence ?? []
}
