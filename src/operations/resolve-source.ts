/** Finding the source that a request names: for whoever may not see it, it is missing. */
import { findSource, noSource } from '../core/change/disconnect-source.ts'
import type { Source } from '../core/index.ts'
import { Refused } from './refused.ts'
import type { Scene } from './scene.ts'
import { may } from './visible.ts'

/** Id of the scope that it is bound to. */
export function boundTo({ snapshot }: Scene, { project }: Source): string {
  return project ?? snapshot.organization.id
}

export function seesSource(scene: Scene, source: Source): boolean {
  const place = boundTo(scene, source)
  return may(scene, 'source.read', place) || may(scene, 'source.manage', place)
}

/** @throws Refused 404, also where the caller may not see it */
export function requireSource(scene: Scene, ref: string): Source {
  const source = findSource(scene.snapshot, ref)
  if (source !== undefined && seesSource(scene, source)) return source
  throw new Refused(noSource(ref))
}
