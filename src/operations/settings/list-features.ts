/** `feature list`: with where their state comes from. */
import { featureAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listFeatures(deps: Deps): UseCase<'listFeatures'> {
  return (input, call) =>
    ask(deps, 'listFeatures', input, call, (scene) => {
      const { snapshot, living } = scene
      const page = pageOf(deps, input.query, {
        operation: 'listFeatures',
        organization: living.id,
        items: snapshot.vocabulary.features,
        key: ({ key }) => key,
        sorts: { key: ({ key }) => key, name: ({ name }) => name },
        usually: 'key',
        text: ({ key, name }) => [key, name],
      })
      return {
        items: page.items.map((feature) => featureAnswer(snapshot, feature)),
        next_cursor: page.next_cursor,
      }
    })
}
