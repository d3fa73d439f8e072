/** What somebody may do: at one scope, or at every scope of the organization. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import { decide } from './decide.ts'

export type Allowed = {
  /** Id of the scope. */
  readonly scope: string
  readonly path: string
  /** Every key that `decide` allows there, sorted. */
  readonly permissions: readonly string[]
}

/**
 * @param scope only there; without it, every scope of the organization, outermost first, each project before its
 * environments
 */
export function what(snapshot: Snapshot, principal: string, now: number, scope?: string): Allowed[] {
  const start = scope === undefined ? [...snapshot.scopes.below(0)] : [snapshot.scopes.find(scope)]
  return start.flatMap((place) => {
    if (place === undefined) return []
    const { id, path } = snapshot.scopes.at(place)
    const permissions = snapshot.vocabulary.keys.filter(
      (key) => decide(snapshot, principal, key, id, now).allowed,
    )
    return [{ scope: id, path, permissions: permissions.toSorted() }]
  })
}
