/** `permission list`: each with its family and the roles that have it. */
import { permissionAnswers } from '../answers/access.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listPermissions(deps: Deps): UseCase<'listPermissions'> {
  return (input, call) =>
    ask(deps, 'listPermissions', input, call, (scene) => {
      const { snapshot, living } = scene
      const page = pageOf(deps, input.query, {
        operation: 'listPermissions',
        organization: living.id,
        items: permissionAnswers(snapshot),
        key: ({ key }) => key,
        sorts: {
          catalogue: ({ key }) => snapshot.vocabulary.bitOf(key)!,
          key: ({ key }) => key,
          family: ({ family }) => family,
        },
        usually: 'catalogue',
        text: ({ key, family, description, capability }) => [key, family, description, capability],
      })
      return { items: page.items.map((permission) => permission), next_cursor: page.next_cursor }
    })
}
