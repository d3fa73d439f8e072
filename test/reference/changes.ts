/**
 * Random changes: one to three edits of a plain state, each with the events that tell it. The edit is made on the
 * lists by hand, so the state afterwards does not depend on how anyone applies events.
 */
import type { Event } from '../../src/core/catalogue/events.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { canonical } from './canonical.ts'
import { ACCESS_EDITS } from './changes-access.ts'
import { PEOPLE_EDITS } from './changes-people.ts'
import { PLACE_EDITS } from './changes-places.ts'
import type { Rng } from './random.ts'

export type Step = { readonly state: OrganizationState; readonly events: readonly Event[] }
/** @returns nothing where the state has nothing of the kind. */
export type Edit = (state: OrganizationState, rng: Rng) => Step | undefined

const EDITS: Readonly<Record<string, Edit>> = { ...ACCESS_EDITS, ...PEOPLE_EDITS, ...PLACE_EDITS }

/** No command makes or edits a thing and edits it again at once: what goes must stand in the state before. */
function undoes({ events }: Step, before: OrganizationState): boolean {
  const known = canonical(before)
  const later = events.filter(({ type }) => /\.(updated|deleted|removed)$/.test(type))
  return later.some(({ data }) => {
    const item: unknown = 'before' in data ? data.before : Object.values(data)[0]
    return !known.includes(canonical(item))
  })
}

export function randomChange(before: OrganizationState, rng: Rng): Step {
  const names = Object.keys(EDITS)
  let step: Step = { state: before, events: [] }
  for (let left = 1 + Math.min(rng.below(3), rng.below(3)); left > 0; left--) {
    const next = EDITS[rng.pick(names)]?.(step.state, rng)
    if (next === undefined || undoes(next, before)) continue
    step = { state: next.state, events: [...step.events, ...next.events] }
  }
  return { ...step, state: { ...step.state, revision: before.revision } }
}
