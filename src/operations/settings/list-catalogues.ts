/** `catalogue list`. */
import { catalogueAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listCatalogues(deps: Deps): UseCase<'listCatalogues'> {
  return (input, call) =>
    ask(deps, 'listCatalogues', input, call, (scene) => {
      const { snapshot, living } = scene
      const page = pageOf(deps, input.query, {
        operation: 'listCatalogues',
        organization: living.id,
        items: snapshot.catalogues,
        key: ({ name }) => name,
        sorts: { name: ({ name }) => name },
        usually: 'name',
        text: ({ name }) => [name],
      })
      return { items: page.items.map(catalogueAnswer), next_cursor: page.next_cursor }
    })
}
