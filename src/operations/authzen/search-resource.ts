/** AuthZEN resource search: to which resources of a type the subject may do this. Those that are scopes are known here. */
import { decide } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { sees } from '../visible.ts'
import { keyOf, scopeTypeOf } from './resource.ts'
import { searchPage } from './search-page.ts'
import { subjectId } from './subject.ts'

export function authzenSearchResource(deps: Deps): UseCase<'authzenSearchResource'> {
  return (input, call) =>
    ask(deps, 'authzenSearchResource', input, call, (scene) => {
      const { body } = input
      const { subject, action, resource } = body
      const key = keyOf(scene, resource.type, action.name)
      const found = resourcesFor(scene, subjectId(scene, subject), key, resource.type)
      const isListed =
        scopeTypeOf(scene, resource.type) !== undefined || !scene.snapshot.vocabulary.types.has(resource.type)
      const asked = { operation: 'authzenSearchResource', organization: scene.living.id, body } as const
      return { ...searchPage(deps, asked, found), ...(!isListed && { context: NOT_LISTED }) }
    })
}

const NOT_LISTED = {
  reason_admin: {
    200: 'The resources of this type are the application’s own and not known here: evaluate each of them.',
  },
}

function resourcesFor(
  scene: Scene,
  principal: string,
  key: string,
  type: string,
): Map<string, { type: string; id: string }> {
  const { snapshot, now } = scene
  const wanted = scopeTypeOf(scene, type)
  const found = new Map<string, { type: string; id: string }>()
  for (const scope of wanted === undefined ? [] : snapshot.scopes.below(0)) {
    const row = snapshot.scopes.at(scope)
    if (row.type !== wanted || !decide(snapshot, principal, key, row.id, now).allowed) continue
    const id = row.type === 'organization' ? snapshot.organization.name : row.path
    if (sees(scene, scope)) found.set(id, { type, id })
  }
  return found
}
