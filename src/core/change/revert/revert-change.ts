/**
 * `audit revert`: a past change undone, as a new change under today's guards. All of it or nothing, and only where what
 * it made is still as it made it; whatever was built on it since stays in the way and is named.
 */
import type { Event } from '../../catalogue/events.ts'
import { failing } from '../../decision/expected.ts'
import { apply, applyTo } from '../../snapshot/apply.ts'
import type { Snapshot } from '../../snapshot/snapshot.ts'
import type { Context, Outcome } from '../command.ts'
import { isAboutSomething } from '../orphaned-expectations.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { inverseOf } from './inverse.ts'

/** The events of one change, in their order. */
export type RevertChange = { readonly events: readonly Event[] }

export function revertChange(snapshot: Snapshot, { events }: RevertChange, { now }: Context): Outcome {
  const undone: Event[] = []
  const draft = apply(snapshot, [])
  for (const event of lastFirst(events)) {
    const inverse = inverseOf(draft, event)
    if (inverse === undefined) continue
    if (isRefusal(inverse)) return inverse
    applyTo(draft, inverse)
    undone.push(inverse)
  }
  return brokenAgain(draft, undone, now) ?? undone
}

/** What is expected of things comes back after the things. */
function lastFirst(events: readonly Event[]): Event[] {
  const isExpectation = ({ type }: Event): boolean => type.startsWith('expectation.')
  const backwards = events.toReversed()
  return [...backwards.filter((event) => !isExpectation(event)), ...backwards.filter(isExpectation)]
}

/** An expectation comes back only where it holds, as when it is added. */
function brokenAgain(draft: Snapshot, undone: readonly Event[], now: number): Refusal | undefined {
  for (const event of undone) {
    if (event.type !== 'expectation.added') continue
    const { expectation } = event.data
    const failures = isAboutSomething(draft, expectation) ? failing(draft, expectation, now) : undefined
    if (failures?.length === 0) continue
    return refuse('EXPECTATION_BROKEN', 'an expectation that would come back does not hold now', {
      ...(failures !== undefined && { broken: { failing: failures } }),
    })
  }
  return undefined
}
