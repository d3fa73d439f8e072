/** `org settings set`: lifetimes and tier. */
import type { Event } from '../catalogue/events.ts'
import type { Settings, Tier } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { refuse } from './refusal.ts'

export type ChangeSettings = Partial<Settings> & { readonly tier?: Tier }

/** Longest lifetime of anything: a year, in seconds. */
const LONGEST = 366 * 24 * 3600

export function changeSettings(
  snapshot: Snapshot,
  { tier, ...lifetimes }: ChangeSettings,
  _context: Context,
): Outcome {
  const { settings: before, tier: was } = snapshot.organization
  const asked = Object.entries(lifetimes).filter(([, seconds]) => seconds !== undefined)
  const wrong = asked.find(
    ([, seconds]) => !Number.isSafeInteger(seconds) || seconds < 60 || seconds > LONGEST,
  )
  if (wrong !== undefined) {
    return refuse(
      'INVALID',
      `\`${wrong[1]}\` is not a lifetime: use whole seconds, from a minute to a year`,
      {
        field: `/${wrong[0]}`,
      },
    )
  }
  const events: Event[] = []
  if (tier !== undefined)
    events.push({ type: 'organization.tier.changed', data: { before: was, after: tier } })
  const after = { ...before, ...Object.fromEntries(asked) }
  events.push({ type: 'organization.settings.changed', data: { before, after } })
  return events
}
