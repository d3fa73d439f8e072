/**
 * Puts the guards around a command: what it would do, to whom, and whether it may. Every change to an organization is
 * proposed here first; dry run and commit differ only in what happens to the proposal.
 */
import type { Event } from '../catalogue/events.ts'
import { difference } from '../decision/difference.ts'
import { type Impact, impactOf } from '../decision/impact.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Command, Context } from './command.ts'
import { adminRemains } from './guards/admin-remains.ts'
import type { Guarded } from './guards/guarded.ts'
import { managedThings } from './guards/managed-things.ts'
import { noEscalation } from './guards/no-escalation.ts'
import { nothingSilent, silentEffect } from './guards/nothing-silent.ts'
import { isRefusal, type Refusal } from './refusal.ts'

export type Proposal = {
  readonly events: readonly Event[]
  /** A fork with the events applied; settle it to make it current, or drop it. */
  readonly after: Snapshot
  readonly impact: Impact
  /** What the impact has to be accepted for; only a dry run sees it here. */
  readonly silent?: ReturnType<typeof silentEffect>
}

export type Consent = {
  /** Digest of the impact that was shown and accepted. */
  readonly acceptImpact?: string
  /** Shows a silent impact in place of refusing it. The other guards refuse all the same. */
  readonly dryRun?: boolean
}

export function propose<Input>(
  before: Snapshot,
  command: Command<Input>,
  input: Input,
  context: Context,
  consent: Consent = {},
): Proposal | Refusal {
  const outcome = command(before, input, context)
  if (isRefusal(outcome)) return outcome
  const events = outcome.filter(changesSomething)
  const after = apply(before, events)
  const cells = difference(before, after, events, context.now)
  const { actor, through, now } = context
  const guarded: Guarded = { before, after, events, cells, actor, through, now }
  const refusal = managedThings(guarded) ?? noEscalation(guarded) ?? adminRemains(guarded)
  if (refusal !== undefined) return refusal
  const impact = impactOf(before, after, cells, context.now, context.sha256)
  if (consent.dryRun) return { events, after, impact, silent: silentEffect(guarded) }
  return nothingSilent(guarded, impact, consent.acceptImpact) ?? { events, after, impact }
}

/** An edit to what is there already is no event. */
function changesSomething({ data }: Event): boolean {
  return !('before' in data && 'after' in data) || JSON.stringify(data.before) !== JSON.stringify(data.after)
}
