/** The organization: the boundary for members, groups, roles, projects, settings, features and tier. */
import type { ProviderSettings } from './sign-in-provider.ts'

export const TIERS = ['free', 'team', 'enterprise'] as const
export type Tier = (typeof TIERS)[number]

/** Lifetimes are whole seconds. */
export type Settings = {
  /** How long an invitation can be accepted (F27). */
  readonly invitationLifetime: number
  readonly sessionIdleLifetime: number
  readonly sessionAbsoluteLifetime: number
}

const HOUR = 3600
const DAY = 24 * HOUR

export const DEFAULT_SETTINGS: Settings = {
  invitationLifetime: 7 * DAY,
  sessionIdleLifetime: 12 * HOUR,
  sessionAbsoluteLifetime: 30 * DAY,
}

/** In seconds, from and to. Shorter ones lock people out by accident; longer ones are as good as none. */
export const LIFETIMES = {
  invitationLifetime: [5 * 60, 90 * DAY],
  sessionIdleLifetime: [5 * 60, 90 * DAY],
  sessionAbsoluteLifetime: [15 * 60, 366 * DAY],
} as const satisfies Record<keyof Settings, readonly [from: number, to: number]>

/** A way to sign in other than a local password; its secret lives outside the core. */
export type SignInProvider = ProviderSettings & {
  readonly id: string
  /** A slug; it never changes, and names where seats come from (`sso:corp`). */
  readonly key: string
  readonly displayName: string
  readonly enabled: boolean
}

export type Organization = {
  readonly id: string
  /** The slug; it never changes. */
  readonly name: string
  readonly displayName: string
  readonly tier: Tier
  readonly settings: Settings
  /** Whether local passwords open this organization. */
  readonly passwords: boolean
}
