/**
 * What a scenario starts from, read from its short words. Anything that is not understood is refused: a misspelt fact
 * would make the scenario say something else.
 */
import { z } from 'zod'
import type { Tier } from '../../../src/core/index.ts'
import { offset } from './times.ts'

const names = z.array(z.string())

/** The keys of `given`; each is explained in test/scenarios/README.md. */
export const givenShape = z.strictObject({
  people: z.record(z.string(), z.string()).default({}),
  groups: z.record(z.string(), names).default({}),
  roles: z.record(z.string(), names).default({}),
  assignments: names.default([]),
  projects: z
    .record(z.string(), names)
    .default({ billing: ['production', 'staging', 'development'], storefront: ['production'] }),
  archived: names.default([]),
  passwords: z.boolean().default(true),
  providers: names.default([]),
  catalogue: z
    .strictObject({ keys: names.default([]), features: z.record(z.string(), z.string()).default({}) })
    .optional(),
  on: names.default([]),
  expectations: names.default([]),
  tier: z.enum(['free', 'team', 'enterprise']).default('team'),
})
export type Given = z.output<typeof givenShape>

export type PersonGiven = {
  readonly blocked: boolean
  readonly removed: boolean
  readonly automation: boolean
  readonly beta: boolean
  readonly password: boolean
  /** Names of providers with which an identity is linked. */
  readonly sso: readonly string[]
  /** Still invited; milliseconds from now at which the invitation ends. */
  readonly invitedUntil?: number
  readonly cancelled: boolean
}

export const DAY = 86_400_000

/** `blocked`, `invited until +1h`, `no password, sso corp`, `automation`, … */
export function personGiven(words: string): PersonGiven {
  const facts = words.split(/,\s*/)
  const has = (fact: string): boolean => facts.includes(fact)
  const sso = facts.flatMap((fact) => /^sso (\S+)$/.exec(fact)?.[1] ?? [])
  const until = facts.flatMap((fact) => /^invited until (\S+)$/.exec(fact)?.[1] ?? [])[0]
  const known = facts.filter((fact) => PLAIN.has(fact) || /^(?:sso \S+|invited until \S+)$/.test(fact))
  if (known.length < facts.length) {
    throw new Error(`\`${facts.find((fact) => !known.includes(fact))}\` says nothing about a person`)
  }
  const pending = until !== undefined || has('invited') || has('invite expired') || has('invite cancelled')
  const end = until === undefined ? (has('invite expired') ? -DAY : 6 * DAY) : offset(until)
  return {
    blocked: has('blocked'),
    removed: has('removed'),
    automation: has('automation'),
    beta: has('beta access'),
    password: has('password') || !(pending || sso.length > 0 || has('no password') || has('automation')),
    sso,
    ...(pending && { invitedUntil: end }),
    cancelled: has('invite cancelled'),
  }
}

const PLAIN = new Set([
  'active',
  'blocked',
  'removed',
  'automation',
  'beta access',
  'password',
  'no password',
  'invited',
  'invite expired',
  'invite cancelled',
])

export type AssignmentGiven = {
  readonly subject: string
  readonly group: boolean
  readonly role: string
  /** Of a role that is written as its keys, `[deployment.logs.read]`. */
  readonly keys?: readonly string[]
  readonly scope: string
  /** Milliseconds from now. */
  readonly from?: number
  readonly until?: number
}

const ASSIGNMENT = /^(group:)?(\S+) (.+?) @(\S+?)(?: from (\S+))?(?: until (\S+))?$/

/** `alex deployer @organization`, `group:ops [project.read] @billing from +1h until +2h`. */
export function assignmentGiven(line: string): AssignmentGiven {
  const [whole, group, subject, role, scope, from, until] = ASSIGNMENT.exec(line) ?? []
  if (whole === undefined) throw new Error(`\`${line}\` is not an assignment: write \`alex viewer @billing\``)
  const keys = /^\[(.*)\]$/.exec(role!)?.[1]
  return {
    subject: subject!,
    group: group !== undefined,
    role: role!,
    ...(keys !== undefined && { keys: keys.split(/[\s,]+/).filter((key) => key !== '') }),
    scope: scope!,
    ...(from !== undefined && { from: offset(from) }),
    ...(until !== undefined && { until: offset(until) }),
  }
}

/** `bo`, or `bo via sso:corp`. */
export function seatGiven(text: string): { readonly person: string; readonly source: string } {
  const [whole, person, source] = /^(\S+)(?: via (manual|scim|sso:\S+))?$/.exec(text) ?? []
  if (whole === undefined) throw new Error(`\`${text}\` is not a seat: write \`bo\` or \`bo via scim\``)
  return { person: person!, source: source ?? 'manual' }
}

/** `flag gates cases.read`, `tier enterprise gates domain.write project.read`. */
export function featureGiven(text: string): { kind: 'flag' | 'beta' | 'tier'; tier?: Tier; gates: string[] } {
  const [whole, kind, tier, gates] =
    /^(flag|beta|tier)(?: (free|team|enterprise))? gates (.+)$/.exec(text) ?? []
  if (whole === undefined || (kind === 'tier') !== (tier !== undefined)) {
    throw new Error(
      `\`${text}\` is not a feature: write \`flag gates cases.read\` or \`tier team gates cases.read\``,
    )
  }
  return { kind: kind as 'flag', ...(tier !== undefined && { tier: tier as Tier }), gates: gates!.split(' ') }
}
