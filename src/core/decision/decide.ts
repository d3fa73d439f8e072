/**
 * The decision. Pure and total: five gates in order, the first that fails names the code. Everything that asks
 * whether someone may do something somewhere, asks here.
 */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Grants } from '../snapshot/grants.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { featureProblem } from './feature-gate.ts'
import { grantsOf } from './held.ts'
import { permissionVerdict } from './permission-gate.ts'
import { resourceProblem } from './resource-gate.ts'
import { accountProblem, signUpProblem } from './standing.ts'
import { NUMBER_OF, VERDICTS, type Verdict } from './verdict.ts'

/**
 * @param principal the account's id
 * @param scope `organization`, `billing`, `billing/production`, or an id
 * @param now epoch milliseconds
 */
export function decide(
  snapshot: Snapshot,
  principal: string,
  permission: string,
  scope: string,
  now: number,
): Verdict {
  const numbers = {
    bit: snapshot.vocabulary.bitOf(permission),
    person: snapshot.members.numberOf(principal),
    place: snapshot.scopes.find(scope),
    now,
  }
  return decideFound(snapshot, principal, permission, numbers)
}

/** The same where all names have been looked up before. */
export function decideFound(
  snapshot: Snapshot,
  principal: string,
  permission: string,
  numbers: Numbers,
): Verdict {
  const { bit, person, place, now } = numbers
  if (bit !== undefined && person !== undefined && place !== undefined) {
    const usual = usualVerdict(snapshot, grantsOf(snapshot, person, now), person, bit, place, now)
    if (usual !== UNSURE) return VERDICTS[usual]!
  }
  return fullVerdict(snapshot, principal, permission, numbers)
}

/** In place of the number of a verdict: another gate may be shut. */
export const UNSURE = -1

/**
 * The usual case: every other gate is open, so the permission decides.
 * @param grants the person’s, of now
 * @returns the number of the verdict, or `UNSURE`
 */
export function usualVerdict(
  snapshot: Snapshot,
  grants: Grants,
  person: number,
  bit: number,
  place: number,
  now: number,
): number {
  if (!grants.ready || snapshot.scopes.isArchived(place) || snapshot.vocabulary.isGated(bit)) return UNSURE
  return permissionVerdict(snapshot, grants, person, bit, place, now)
}

/** Through every gate, in their order, with what each name stands for; `undefined` where there is nothing of that name. */
export function fullVerdict(
  snapshot: Snapshot,
  principal: string,
  permission: string,
  numbers: Numbers,
): Verdict {
  const problem = firstProblem(snapshot, principal, permission, numbers)
  return VERDICTS[NUMBER_OF[problem ?? 'ALLOWED']]!
}

/** What the names of a question stand for; `undefined` where there is nothing of that name. */
export type Numbers = {
  readonly bit: number | undefined
  readonly person: number | undefined
  readonly place: number | undefined
  /** Epoch milliseconds. */
  readonly now: number
}

function firstProblem(
  snapshot: Snapshot,
  principal: string,
  permission: string,
  { bit, person, place, now }: Numbers,
): DecisionCode | undefined {
  if (bit === undefined) return 'UNKNOWN_PERMISSION'
  const member = person === undefined ? undefined : snapshot.members.at(person)
  const account = accountProblem(snapshot, principal, member)
  if (account !== undefined || person === undefined || member === undefined) return account
  const signUp = signUpProblem(snapshot, member, now)
  if (signUp !== undefined) return signUp
  const resource = resourceProblem(snapshot, place, permission)
  if (resource !== undefined || place === undefined) return resource
  const grants = grantsOf(snapshot, person, now)
  const permitted = VERDICTS[permissionVerdict(snapshot, grants, person, bit, place, now)]!
  return permitted.allowed ? featureProblem(snapshot, member, bit)?.code : permitted.code
}
