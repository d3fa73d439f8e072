/**
 * Many decisions at once: every combination of people, scopes and permissions. The grant that decides is found once for
 * each person and scope; people with the same grant there share the answers made of it.
 */
import type { Member } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { featureProblem } from './feature-gate.ts'
import { decidingScope, grantsOf } from './held.ts'
import { resourceProblem } from './resource-gate.ts'

type Column = { readonly key: string; readonly bit: number | undefined }

/**
 * @param principals ids
 * @param scopes ids or paths
 * @param now epoch milliseconds
 * @returns for each person, for each scope, a text with `1` where `decide` allows the permission and `0` where not
 */
export function matrix(
  snapshot: Snapshot,
  principals: readonly string[],
  scopes: readonly string[],
  permissions: readonly string[],
  now: number,
): string[][] {
  const columns = permissions.map((key) => ({ key, bit: snapshot.vocabulary.bitOf(key) }))
  const places = scopes.map((scope) => snapshot.scopes.find(scope))
  const nothing = '0'.repeat(permissions.length)
  const made = new Map<number, string>()
  return principals.map((principal) => {
    const person = snapshot.members.numberOf(principal)
    const grants = person === undefined ? undefined : grantsOf(snapshot, person, now)
    if (person === undefined || grants?.ready !== true) return places.map(() => nothing)
    const member = snapshot.members.at(person)!
    return places.map((place) => {
      const deciding = place === undefined ? -1 : decidingScope(snapshot, grants, place)
      if (place === undefined || deciding < 0) return nothing
      const set = grants.at(deciding)
      // All that an answer depends on beside the permission: the other gates look at nothing else of place and person.
      const alike = set * 4 + (snapshot.scopes.isArchived(place) ? 2 : 0) + (member.betaAccess ? 1 : 0)
      const known = made.get(alike)
      if (known !== undefined) return known
      const answers = answersOf(snapshot, member, set, place, columns)
      made.set(alike, answers)
      return answers
    })
  })
}

function answersOf(
  snapshot: Snapshot,
  member: Member,
  set: number,
  place: number,
  columns: readonly Column[],
): string {
  let answers = ''
  for (const { key, bit } of columns) {
    const allowed =
      bit !== undefined &&
      snapshot.sets.has(set, bit) &&
      resourceProblem(snapshot, place, key) === undefined &&
      featureProblem(snapshot, member, bit) === undefined
    answers += allowed ? '1' : '0'
  }
  return answers
}
