/** `expectation list`: with whether each holds now. */
import { expectationAnswer } from '../answers/expectations.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listExpectations(deps: Deps): UseCase<'listExpectations'> {
  return (input, call) =>
    ask(deps, 'listExpectations', input, call, (scene) => {
      const { snapshot, living } = scene
      const page = pageOf(deps, input.query, {
        operation: 'listExpectations',
        organization: living.id,
        items: snapshot.expectations,
        key: ({ id }) => id,
        sorts: { id: ({ id }) => id, permission: ({ permission }) => permission },
        usually: 'id',
        text: ({ id, permission, note = '' }) => [id, permission, note],
      })
      return {
        items: page.items.map((expectation) => expectationAnswer(scene, expectation)),
        next_cursor: page.next_cursor,
      }
    })
}
