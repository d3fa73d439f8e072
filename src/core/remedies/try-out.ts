/**
 * Tries edits out on a copy, with every guard, and keeps them only where they lead there. What hides the scope that
 * decides now may take nothing from anybody: under nearest scope, just giving a role can take access away.
 */
import { SYSTEM } from '../change/command.ts'
import { keysToHold } from '../change/guards/no-escalation.ts'
import { type Proposal, propose } from '../change/propose.ts'
import { isRefusal, type MissingKey } from '../change/refusal.ts'
import { decide } from '../decision/decide.ts'
import { featureState } from '../decision/feature-state.ts'
import { decidingScope, grantsOf } from '../decision/held.ts'
import type { Impact } from '../decision/impact.ts'
import { permissionVerdict } from '../decision/permission-gate.ts'
import { accountProblem, signUpProblem } from '../decision/standing.ts'
import { NUMBER_OF } from '../decision/verdict.ts'
import { ORGANIZATION_NUMBER } from '../snapshot/scopes.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { carryOut } from './carry-out.ts'
import { type Edit, isLasting } from './edit.ts'
import { givesAdmin } from './gives-admin.ts'
import type { RemedyQuestion } from './question.ts'

export type Remedy = {
  readonly edits: readonly Edit[]
  readonly impact: Impact
  /** Somebody gains something at the organization itself, or everybody does. */
  readonly organizationWide: boolean
  /** It makes them an admin. */
  readonly admin: boolean
  readonly lasting: boolean
  /** What whoever does it has to hold, and where (G1). */
  readonly takes: () => readonly MissingKey[]
}

/** @param whole whether all of it has to be reached, or the roles’ part alone. @returns `undefined` where it does not help */
export function tryOut(question: RemedyQuestion, edits: readonly Edit[], whole: boolean): Remedy | undefined {
  const { snapshot, now, sha256 } = question
  const context = { actor: SYSTEM, now, newId: (prefix: string) => `${prefix}_tried`, sha256 }
  const proposal = propose(snapshot, carryOut, { edits }, context, { dryRun: true })
  if (isRefusal(proposal) || !helps(question, proposal, whole)) return undefined
  const { impact, guarded } = proposal
  const widens = guarded.cells.some(({ scope, gained }) => scope === ORGANIZATION_NUMBER && gained !== 0)
  return {
    edits,
    impact,
    organizationWide: widens || edits.some(({ operation }) => FOR_EVERYBODY.has(operation)),
    admin: edits.some((edit) => givesAdmin(snapshot, edit)),
    lasting: edits.every((edit) => isLasting(snapshot, edit)),
    takes: () => keysToHold(guarded),
  }
}

/** Edits by which a feature is on for everybody. */
export const FOR_EVERYBODY: ReadonlySet<Edit['operation']> = new Set<Edit['operation']>([
  'setFeature',
  'changeSettings',
])

export function helps(question: RemedyQuestion, { after, impact }: Proposal, whole: boolean): boolean {
  if (!(whole ? reaches(question, after) : rolesGiveIt(question, after))) return false
  return impact.totals.lost === 0 || !isHidden(question, after)
}

function reaches({ principal, aim, now }: RemedyQuestion, after: Snapshot): boolean {
  if (aim.kind === 'permission') return decide(after, principal, aim.permission, aim.scope, now).allowed
  const member = after.members.get(principal)
  if (member === undefined || accountProblem(after, principal, member) !== undefined) return false
  if (signUpProblem(after, member, now) !== undefined) return false
  return aim.kind === 'sign_in' || featureState(after, principal, aim.feature)?.enabled === true
}

function rolesGiveIt({ principal, aim, now }: RemedyQuestion, after: Snapshot): boolean {
  const bit = aim.kind === 'permission' ? after.vocabulary.bitOf(aim.permission) : undefined
  const place = aim.kind === 'permission' ? after.scopes.find(aim.scope) : undefined
  const person = after.members.numberOf(principal)
  if (bit === undefined || place === undefined || person === undefined) return false
  return permissionVerdict(after, grantsOf(after, person, now), person, bit, place, now) === NUMBER_OF.ALLOWED
}

/** Whether what decides now is passed over afterwards, for something nearer. */
function isHidden({ snapshot, principal, aim, now }: RemedyQuestion, after: Snapshot): boolean {
  const place = aim.kind === 'permission' ? snapshot.scopes.find(aim.scope) : undefined
  const person = snapshot.members.numberOf(principal)
  if (place === undefined || person === undefined) return false
  const [was, is] = [snapshot, after].map((one) =>
    one.scopes.depth(decidingScope(one, grantsOf(one, person, now), place)),
  )
  return was! >= 0 && is! > was!
}
