/** `org settings set`: lifetimes and tier. */
import type { Event } from '../catalogue/events.ts'
import { LIFETIMES, type Settings, type Tier } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { type Refusal, refuse } from './refusal.ts'

export type ChangeSettings = Partial<Settings> & { readonly tier?: Tier }

const FIELDS: Readonly<Record<keyof Settings, string>> = {
  invitationLifetime: '/invitation_lifetime',
  sessionIdleLifetime: '/session_idle_lifetime',
  sessionAbsoluteLifetime: '/session_absolute_lifetime',
}

export function changeSettings(
  snapshot: Snapshot,
  { tier, ...lifetimes }: ChangeSettings,
  _context: Context,
): Outcome {
  const { settings: before, tier: was } = snapshot.organization
  const asked = Object.entries(lifetimes).filter(([, seconds]) => seconds !== undefined)
  const after: Settings = { ...before, ...Object.fromEntries(asked) }
  const wrong = asked
    .map(([name]) => problemOf(after, name as keyof Settings))
    .find((one) => one !== undefined)
  if (wrong !== undefined) return wrong
  const events: Event[] = []
  if (tier !== undefined)
    events.push({ type: 'organization.tier.changed', data: { before: was, after: tier } })
  events.push({ type: 'organization.settings.changed', data: { before, after } })
  return events
}

function problemOf(after: Settings, name: keyof Settings): Refusal | undefined {
  const [from, to] = LIFETIMES[name]
  const seconds = after[name]
  const field = FIELDS[name]
  if (!Number.isSafeInteger(seconds) || seconds < from || seconds > to) {
    return refuse('INVALID', `\`${seconds}\` is not a lifetime: use whole seconds, from ${from} to ${to}`, {
      field,
    })
  }
  if (name === 'invitationLifetime' || after.sessionIdleLifetime <= after.sessionAbsoluteLifetime)
    return undefined
  const detail = 'a session cannot stay unused for longer than it lasts at most'
  return refuse('INVALID', detail, { field: FIELDS.sessionIdleLifetime })
}
