/**
 * Puts the guards around a command: what it would do, to whom, and whether it may. Every change to an organization is
 * proposed here first; dry run and commit differ only in what happens to the proposal.
 */
import type { Event } from '../catalogue/events.ts'
import { difference } from '../decision/difference.ts'
import { type Impact, impactOf } from '../decision/impact.ts'
import { apply, applyTo } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Command, Context } from './command.ts'
import { adminRemains } from './guards/admin-remains.ts'
import { expectationsHold, type Override } from './guards/expectations-hold.ts'
import type { Guarded } from './guards/guarded.ts'
import { managedThings } from './guards/managed-things.ts'
import { noEscalation } from './guards/no-escalation.ts'
import { nothingSilent, silentEffect } from './guards/nothing-silent.ts'
import { orphanedExpectations } from './orphaned-expectations.ts'
import { isRefusal, type Refusal } from './refusal.ts'

export type Proposal = {
  readonly events: readonly Event[]
  /** A fork with the events applied; settle it to make it current, or drop it. */
  readonly after: Snapshot
  readonly impact: Impact
  /** What the impact has to be accepted for; only a dry run sees it here. */
  readonly silent?: ReturnType<typeof silentEffect>
  /** What the guards looked at. */
  readonly guarded: Guarded
}

export type Consent = Override & {
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
  const asked = outcome.filter(changesSomething)
  const after = apply(before, asked)
  const orphaned = orphanedExpectations(after, asked)
  for (const event of orphaned) applyTo(after, event)
  const events = [...asked, ...orphaned]
  const cells = difference(before, after, events, context.now)
  const { actor, through, now } = context
  const guarded: Guarded = { before, after, events, cells, actor, through, now }
  const refusal = managedThings(guarded) ?? noEscalation(guarded) ?? adminRemains(guarded)
  if (refusal !== undefined) return refusal
  const overriding = expectationsHold(guarded, consent, context.sha256)
  if (isRefusal(overriding)) return overriding
  for (const event of overriding) applyTo(after, event)
  const all = [...events, ...overriding]
  const impact = impactOf(before, after, cells, context.now, context.sha256)
  if (consent.dryRun) return { events: all, after, impact, silent: silentEffect(guarded), guarded }
  return nothingSilent(guarded, impact, consent.acceptImpact) ?? { events: all, after, impact, guarded }
}

/** An edit to what is there already is no event; accepting an invitation is one, whatever it leaves as it was. */
function changesSomething({ type, data }: Event): boolean {
  const isEdit = /\.(changed|updated|applied)$/.test(type) && 'before' in data && 'after' in data
  return !isEdit || JSON.stringify(data.before) !== JSON.stringify(data.after)
}
