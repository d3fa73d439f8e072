/** AuthZEN subject search: who may do this to that. */
import { who } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { keyOf, scopeOfResource } from './resource.ts'
import { searchPage } from './search-page.ts'
import { subjectName } from './subject.ts'

export function authzenSearchSubject(deps: Deps): UseCase<'authzenSearchSubject'> {
  return (input, call) =>
    ask(deps, 'authzenSearchSubject', input, call, (scene) => {
      const { body } = input
      const { subject, action, resource } = body
      const key = keyOf(scene, resource.type, action.name)
      const found = new Map<string, { type: string; id: string }>()
      for (const { principal, type } of who(
        scene.snapshot,
        key,
        scopeOfResource(scene, resource),
        scene.now,
      )) {
        const id = subjectName(scene, principal)
        if (type === subject.type) found.set(id, { type, id })
      }
      return searchPage(
        deps,
        { operation: 'authzenSearchSubject', organization: scene.living.id, body },
        found,
      )
    })
}
