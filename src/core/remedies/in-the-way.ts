/**
 * What stands in the way, gate by gate: what an edit can change, with the edits that may, and what only the person
 * concerned, or nobody here, can. Each gate needs an edit of its own, for none looks at what another does.
 */
import { problemOf } from '../decision/feature-gate.ts'
import { grantsOf } from '../decision/held.ts'
import { permissionVerdict } from '../decision/permission-gate.ts'
import { resourceProblem } from '../decision/resource-gate.ts'
import { accountProblem, signUpProblem } from '../decision/standing.ts'
import { NUMBER_OF } from '../decision/verdict.ts'
import type { Feature } from '../model/catalogue.ts'
import type { Member } from '../model/member.ts'
import { TIERS } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Candidate } from './candidate.ts'
import { type Edit, takenBy } from './edit.ts'
import { addToRole } from './kinds/add-to-role.ts'
import { changeDates } from './kinds/change-dates.ts'
import { giveRole } from './kinds/give-role.ts'
import { joinGroup } from './kinds/join-group.ts'
import { removeNarrowing } from './kinds/remove-narrowing.ts'
import type { RemedyQuestion } from './question.ts'
import { whereFor } from './where.ts'

/** Why no edit leads there: it is theirs to finish, nobody or nothing of that name is here, or something else manages it. */
export type Unmet = 'sign_up' | 'not_here' | 'no_place' | 'managed'

export type InTheWay = {
  /** For each gate but the roles’ the one edit that opens it. */
  readonly fixed: readonly Edit[]
  /** Where a role is missing. */
  readonly role?: { readonly candidates: readonly Candidate[] }
  readonly unmet?: Unmet
}

export function inTheWay(question: RemedyQuestion): InTheWay {
  const { snapshot, principal, aim, now } = question
  const member = snapshot.members.get(principal)
  if (member === undefined) return { fixed: [], unmet: 'not_here' }
  const isManaged = member.type === 'automation'
  const unblock: readonly Edit[] =
    accountProblem(snapshot, principal, member) === undefined ? [] : [{ operation: 'unblockUser', principal }]
  const features = featureEdits(snapshot, member, featuresOf(snapshot, aim))
  const beta = features.some(({ operation }) => operation === 'setBetaAccess')
  const { place, unarchive, noPlace } = placeOf(question)
  const role = roleOf(question, place, isManaged)
  const unmet = noPlace
    ? 'no_place'
    : isManaged && (unblock.length > 0 || beta || role !== undefined)
      ? 'managed'
      : signUpProblem(snapshot, member, now) === undefined
        ? undefined
        : 'sign_up'
  return {
    fixed: [...unblock, ...unarchive, ...features],
    ...(role !== undefined && { role }),
    ...(unmet !== undefined && { unmet }),
  }
}

type Place = { readonly place?: number; readonly unarchive: readonly Edit[]; readonly noPlace?: boolean }

function placeOf({ snapshot, aim }: RemedyQuestion): Place {
  if (aim.kind !== 'permission') return { unarchive: [] }
  const { scopes } = snapshot
  const place = scopes.find(aim.scope)
  if (place === undefined) return { unarchive: [], noPlace: true }
  if (resourceProblem(snapshot, place, aim.permission) === undefined) return { place, unarchive: [] }
  const project = scopes.at(place).type === 'environment' ? scopes.parentOf(place) : place
  return { place, unarchive: [{ operation: 'unarchiveProject', project: scopes.at(project).id }] }
}

/** What may help where the roles do not give it; `undefined` where they do, or nobody asks. */
function roleOf(question: RemedyQuestion, place: number | undefined, isManaged: boolean): InTheWay['role'] {
  const { snapshot, principal, aim, now, sees } = question
  const bit = aim.kind === 'permission' ? snapshot.vocabulary.bitOf(aim.permission) : undefined
  if (bit === undefined || place === undefined) return undefined
  const person = snapshot.members.numberOf(principal)!
  const given = permissionVerdict(snapshot, grantsOf(snapshot, person, now), person, bit, place, now)
  if (given === NUMBER_OF.ALLOWED) return undefined
  const where = whereFor(question, bit, place)
  if (isManaged || !sees.roles) return { candidates: [] }
  const kinds = [removeNarrowing, changeDates, addToRole, joinGroup, giveRole]
  const all = kinds.flatMap((kind) => kind(question, where))
  // In an archived project nobody may change who has what.
  const isOpen = ({ edit }: Candidate): boolean =>
    !snapshot.scopes.isArchived(snapshot.scopes.find(takenBy(snapshot, edit).scope)!)
  return { candidates: all.filter(isOpen) }
}

function featuresOf({ vocabulary }: Snapshot, aim: RemedyQuestion['aim']): readonly Feature[] {
  if (aim.kind === 'feature') return vocabulary.features.filter(({ key }) => key === aim.feature)
  const bit = aim.kind === 'permission' ? vocabulary.bitOf(aim.permission) : undefined
  return bit === undefined ? [] : vocabulary.gatesOf(bit)
}

/** Each flag is switched on by itself; beta access opens every beta, and the highest of the tiers all of them. */
export function featureEdits(snapshot: Snapshot, member: Member, features: readonly Feature[]): Edit[] {
  const off = features.filter((feature) => problemOf(snapshot, member, feature) !== undefined)
  const flags = off.flatMap(({ kind, key }): Edit[] =>
    kind === 'flag' ? [{ operation: 'setFeature', feature: key }] : [],
  )
  const beta: readonly Edit[] = off.some(({ kind }) => kind === 'beta')
    ? [{ operation: 'setBetaAccess', principal: member.id }]
    : []
  const tier = TIERS.findLast((one) =>
    off.some(({ kind, minimumTier }) => kind === 'tier' && minimumTier === one),
  )
  return [...flags, ...beta, ...(tier === undefined ? [] : [{ operation: 'changeSettings', tier } as const])]
}
