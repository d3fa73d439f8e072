/** `source list`: those that the caller may see. */
import type { Source } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { seesSource } from '../resolve-source.ts'
import { sourceAnswer } from './source-answer.ts'

export function listSources(deps: Deps): UseCase<'listSources'> {
  return (input, call) =>
    ask(deps, 'listSources', input, call, (scene) => {
      const { items, next_cursor } = pageOf<Source>(deps, input.query, {
        operation: 'listSources',
        organization: scene.living.id,
        items: scene.snapshot.sources.filter((source) => seesSource(scene, source)),
        key: ({ id }) => id,
        sorts: { name: ({ name }) => name, connected_at: ({ createdAt }) => createdAt },
        usually: 'name',
        text: ({ id, name, url, branch }) => [id, name, url, branch],
      })
      return { items: items.map((source) => sourceAnswer(scene, source)), next_cursor }
    })
}
