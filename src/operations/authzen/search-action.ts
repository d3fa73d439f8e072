/** AuthZEN action search: what the subject may do to a resource. */
import { decide } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { actionsOf, scopeOfResource } from './resource.ts'
import { searchPage } from './search-page.ts'
import { subjectId } from './subject.ts'

export function authzenSearchAction(deps: Deps): UseCase<'authzenSearchAction'> {
  return (input, call) =>
    ask(deps, 'authzenSearchAction', input, call, (scene) => {
      const { body } = input
      const { snapshot, living, now } = scene
      const principal = subjectId(scene, body.subject)
      const scope = scopeOfResource(scene, body.resource)
      const found = new Map<string, { name: string }>()
      for (const [name, key] of actionsOf(scene, body.resource.type)) {
        if (decide(snapshot, principal, key, scope, now).allowed) found.set(name, { name })
      }
      return searchPage(deps, { operation: 'authzenSearchAction', organization: living.id, body }, found)
    })
}
