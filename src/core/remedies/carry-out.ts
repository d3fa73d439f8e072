/** Carries out the edits of a remedy in one change: each command sees what the ones before it made. All of it or nothing. */
import type { Event } from '../catalogue/events.ts'
import type { Context, Outcome } from '../change/command.ts'
import { isRefusal } from '../change/refusal.ts'
import { apply, applyTo } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Edit, outcomeOf } from './edit.ts'

export type CarryOut = { readonly edits: readonly Edit[] }

export function carryOut(snapshot: Snapshot, { edits }: CarryOut, context: Context): Outcome {
  const [only] = edits
  if (only !== undefined && edits.length === 1) return outcomeOf(snapshot, only, context)
  const draft = apply(snapshot, [])
  const events: Event[] = []
  for (const edit of edits) {
    const outcome = outcomeOf(draft, edit, context)
    if (isRefusal(outcome)) return outcome
    for (const event of outcome) applyTo(draft, event)
    events.push(...outcome)
  }
  return events
}
