/** `group list`. */
import { groupAnswers } from '../answers/groups.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'

export function listGroups(deps: Deps): UseCase<'listGroups'> {
  return (input, call) =>
    ask(deps, 'listGroups', input, call, (scene) => {
      const { snapshot, living } = scene
      const page = pageOf(deps, input.query, {
        operation: 'listGroups',
        organization: living.id,
        items: snapshot.groups.values(),
        key: ({ id }) => id,
        sorts: {
          name: ({ name }) => name.toLowerCase(),
          members: ({ id }) => snapshot.index.membersOf(snapshot.groups.numberOf(id)!).size,
          id: ({ id }) => id,
        },
        usually: 'name',
        text: ({ id, name, description }) => [id, name, description],
      })
      return { items: groupAnswers(scene, page.items), next_cursor: page.next_cursor }
    })
}
