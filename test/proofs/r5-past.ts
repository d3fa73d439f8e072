/**
 * R5, the past: what is said of a time is what was decided at that time, and the history of an answer has every flip that
 * really was and no other. What really was is known by brute force: the reference decides after every change and at every
 * date that stands anywhere.
 */
import {
  decide,
  history,
  type OrganizationState,
  type PastChange,
  snapshotFrom,
} from '../../src/core/index.ts'
import type { Rng } from '../reference/random.ts'
import { referenceDecide } from '../reference/reference-decide.ts'
import { KEYS, PEOPLE } from './random-commands.ts'

export type Question = { readonly principal: string; readonly permission: string; readonly scope: string }

/** A decision as it was made, to be asked again of the past. */
export type Remembered = {
  readonly at: number
  readonly revision: number
  readonly question: Question
  readonly code: string
}

/** What an organization has been: a state after each change; the first one has none. */
export type Era = { readonly at: number; readonly state: OrganizationState; readonly change?: PastChange }

/** The last one that began not later. */
export function eraAt(eras: readonly Era[], at: number): Era {
  return eras.findLast((era) => era.at <= at) ?? eras[0]!
}

/** @returns how often was compared; decisions that a later change of the same instant overtook are no question of time */
export function asOfFault(
  eras: readonly Era[],
  remembered: readonly Remembered[],
): { readonly compared: number; readonly because?: string } {
  let compared = 0
  for (const { at, revision, question, code } of remembered) {
    const era = eraAt(eras, at)
    if (era.state.revision !== revision) continue
    compared++
    const { principal, permission, scope } = question
    const said = decide(snapshotFrom(era.state), principal, permission, scope, at).code
    if (said !== code)
      return { compared, because: `as of ${at} ${JSON.stringify(question)}: ${said}, decided then: ${code}` }
  }
  return { compared }
}

type Flip = { readonly at: number; readonly to: string; readonly revision?: number }

/** As the engine tells it; another one in its place shows that this proof can fail. */
export type Historian = typeof history

/** Asks for histories between random times, and compares them with what really was. */
export function historyFault(
  eras: readonly Era[],
  rng: Rng,
  questions: number,
  tell: Historian = history,
): { readonly flips: number; readonly because?: string } {
  let flips = 0
  for (let left = questions; left > 0; left--) {
    const question = {
      principal: rng.pick(PEOPLE),
      permission: rng.pick(KEYS),
      scope: rng.pick(placesOf(eras)),
    }
    const since = rng.pick(eras).at + rng.pick([0, 1, 5000])
    const until = eras.at(-1)!.at + rng.pick([0, 1, 100_000_000])
    if (until < since) continue
    const really = flipsBetween(eras, question, since, until)
    flips += really.length
    const start = eraAt(eras, since)
    const changes = eras.flatMap(({ change, state }) =>
      change === undefined || state.revision <= start.state.revision ? [] : [change],
    )
    const told = tell(snapshotFrom(start.state), changes, question, since, until).map(plain)
    const [is, should] = [JSON.stringify(told), JSON.stringify(really)]
    if (is !== should)
      return {
        flips,
        because: `history ${JSON.stringify(question)} since ${since}: ${is}\nreally: ${should}`,
      }
  }
  return { flips }
}

function plain({ at, to, revision }: ReturnType<Historian>[number]): Flip {
  return { at, to: to.code, ...(revision !== undefined && { revision }) }
}

function placesOf(eras: readonly Era[]): string[] {
  const { projects, environments } = eras.at(-1)!.state
  return ['organization', ...projects.map(({ id }) => id), ...environments.map(({ id }) => id)]
}

/** By brute force: the reference, after every change and at every date. */
function flipsBetween(eras: readonly Era[], question: Question, since: number, until: number): Flip[] {
  const flips: Flip[] = []
  const decided = (state: OrganizationState, now: number) => referenceDecide(state, { ...question, now })
  let { allowed } = decided(eraAt(eras, since).state, since)
  const look = (state: OrganizationState, at: number, revision?: number): void => {
    const { allowed: is, code } = decided(state, at)
    if (is !== allowed) flips.push({ at, to: code, ...(revision !== undefined && { revision }) })
    allowed = is
  }
  const first = eras.indexOf(eraAt(eras, since))
  for (let n = first; n < eras.length; n++) {
    const { at, state, change } = eras[n]!
    if (n > first) look(state, at, change!.revision)
    const end = eras[n + 1]?.at ?? until + 1
    for (const date of datesIn(state)) if (date > Math.max(at, since) && date < end) look(state, date)
  }
  return flips
}

function datesIn({ assignments }: OrganizationState): number[] {
  const dates = assignments.flatMap(({ notBefore, expiresAt }) => [notBefore ?? 0, expiresAt ?? 0])
  return [...new Set(dates)].toSorted((a, b) => a - b)
}
