/** Questions whose answer is a list: what is asked, as it stands in a scenario, and the lines it is answered in. */
import { offset, offsetText } from './times.ts'

/** Times in milliseconds from now. */
export type Review =
  | {
      readonly kind: 'history'
      readonly who: string
      readonly permission: string
      readonly scope: string
      readonly since: number
    }
  | { readonly kind: 'lint' }
  | { readonly kind: 'who'; readonly permission: string; readonly scope: string; readonly asOf?: number }
  | { readonly kind: 'what'; readonly who: string; readonly scope?: string; readonly asOf?: number }
  | {
      readonly kind: 'grantors'
      readonly scope: string
      readonly permission?: string
      readonly role?: string
    }
  | {
      readonly kind: 'remedies'
      readonly who: string
      readonly permission?: string
      readonly scope?: string
      readonly feature?: string
    }
  | {
      readonly kind: 'diagnose'
      readonly who: string
      readonly permission?: string
      readonly scope?: string
      readonly feature?: string
      readonly asOf?: number
    }

/** The forms, as they are written. */
const FORMS = {
  history: /^history (?<who>\S+) (?<permission>\S+) @(?<scope>\S+) since (?<since>\S+)$/,
  lint: /^lint$/,
  who: /^who (?<permission>\S+) @(?<scope>\S+?)(?: as of (?<asOf>\S+))?$/,
  what: /^what (?<who>\S+)(?: @(?<scope>\S+))?(?: as of (?<asOf>\S+))?$/,
  diagnose:
    /^diagnose (?<who>\S+)(?: to (?<permission>\S+) @(?<scope>\S+?)| feature (?<feature>\S+?))?(?: as of (?<asOf>\S+))?$/,
  remedies: /^remedies (?<who>\S+)(?: to (?<permission>\S+) @(?<scope>\S+?)| feature (?<feature>\S+?))?$/,
  grantors: /^grantors (?:role (?<role>\S+)|(?<permission>\S+)) @(?<scope>\S+)$/,
} as const

/** @returns `undefined` where it asks for a decision */
export function reviewOf(ask: string): Review | undefined {
  for (const [kind, form] of Object.entries(FORMS)) {
    const groups = form.exec(ask)?.groups
    if (groups === undefined && !form.test(ask)) continue
    const said = Object.entries(groups ?? {}).filter(([, value]) => value !== undefined)
    const values = said.map(([name, value]) => [name, TIMES.has(name) ? offset(value) : value] as const)
    return { kind, ...Object.fromEntries(values) } as Review
  }
  return undefined
}

const TIMES = new Set(['since', 'asOf'])

export type FlipTold = {
  /** Milliseconds from now. */
  readonly at: number
  readonly to: string
  readonly by: 'change' | 'time'
  readonly command?: string
  readonly actor?: string
  readonly reason?: string
  readonly aside?: boolean
}

/** `before deny NO_ASSIGNMENT`, `-3d allow by assignment create of ada: on call`, `-1d deny … by time`. */
export function historyLines(before: string, flips: readonly FlipTold[]): string[] {
  return [`before ${answerText(before)}`, ...flips.map(flipText)]
}

function flipText({ at, to, by, command, actor, reason, aside }: FlipTold): string {
  const cause =
    by === 'time' ? 'time' : `${command ?? 'a change'}${actor === undefined ? '' : ` of ${actor}`}`
  const how = aside === true ? ', as a side effect' : ''
  return `${offsetText(at)} ${answerText(to)} by ${cause}${how}${reason === undefined ? '' : `: ${reason}`}`
}

export function answerText(code: string): string {
  return code === 'ALLOWED' ? 'allow' : `deny ${code}`
}

/** `bo through deployer via ops, viewer`. */
export function holderLine(
  name: string,
  through: readonly { readonly role: string; readonly group?: string }[],
): string {
  const paths = through.map(({ role, group }) => (group === undefined ? role : `${role} via ${group}`))
  return `${name} through ${[...new Set(paths)].toSorted().join(', ')}`
}

export type DiagnosisTold = {
  readonly verdict: string
  readonly code: string
  readonly checks: readonly { readonly status: string }[]
  readonly second?: { readonly code: string } | undefined
  /** As it would be typed, without `compartment`. */
  readonly command: string | undefined
}

/**
 * `blocked NO_ASSIGNMENT`; the six checks in order; the second problem; what is to be run next. Addresses and ids as the
 * scenario writes them.
 */
export function diagnosisLines(told: DiagnosisTold, given: ReadonlyMap<string, string>): string[] {
  const { verdict, code, checks, second, command } = told
  const here = command && asWritten(command, given)
  return [
    verdict === 'allowed' ? verdict : `${verdict} ${code}`,
    checks.map(({ status }) => status.replaceAll('_', ' ')).join(', '),
    ...(second === undefined ? [] : [`second ${second.code}`]),
    ...(here === undefined ? [] : [`next ${here}`]),
  ]
}

export type RemedyTold = {
  /** As it would be typed, without `compartment`. */
  readonly command: string
  readonly people: number
  readonly gained: number
  readonly lost: number
  readonly organizationWide: boolean
  readonly admin: boolean
  /** Names. */
  readonly performers: readonly string[]
}

const BEST = 3

/** The best three: `assignment create … (+17 −0 for 1) by ada`, marked where it widens everything or makes an admin. */
export function remedyLines(told: readonly RemedyTold[], given: ReadonlyMap<string, string>): string[] {
  return told.slice(0, BEST).map((one) => {
    const { command, people, gained, lost, organizationWide, admin, performers } = one
    const marks = [...(organizationWide ? ['organization-wide'] : []), ...(admin ? ['admin'] : [])]
    const effect = [`+${gained} −${lost} for ${people}`, ...marks].join(', ')
    return `${asWritten(command, given)} (${effect}) by ${performers.join(', ') || 'nobody'}`
  })
}

/** Addresses and ids as the scenario writes them. */
function asWritten(command: string, given: ReadonlyMap<string, string>): string {
  const lines = new Map(Array.from(given, ([line, id]) => [id, line]))
  return command
    .replaceAll('compartment ', '')
    .replaceAll(/@\w+\.example\.com/g, '@example.com')
    .replaceAll(/asg_\w+/g, (id) => `<${lines.get(id) ?? id}>`)
}

const FEW = 4

/** `billing: project.read`; more than four keys are counted. Places where nothing is allowed have no line. */
export function allowedLines(
  items: readonly { readonly path: string; readonly permissions: readonly string[] }[],
): string[] {
  return items
    .filter(({ permissions }) => permissions.length > 0)
    .map(({ path, permissions }) => {
      const keys = permissions.length > FEW ? `${permissions.length} permissions` : permissions.join(', ')
      return `${path}: ${keys}`
    })
}

/** `shadowing: alex, viewer @billing`. */
export function findingLine(rule: string, about: readonly string[], scope: string | undefined): string {
  return `${rule.replaceAll('_', ' ')}: ${about.join(', ')}${scope === undefined ? '' : ` @${scope}`}`
}
