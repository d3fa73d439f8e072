/** `group member list`, with what put each of them there. */
import { groupMemberAnswer } from '../answers/groups.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { requireGroup } from '../resolve.ts'

export function listGroupMembers(deps: Deps): UseCase<'listGroupMembers'> {
  return (input, call) =>
    ask(deps, 'listGroupMembers', input, call, (scene) => {
      const { snapshot, living } = scene
      const group = requireGroup(scene, input.params.group)
      const number = snapshot.groups.numberOf(group.id)!
      const page = pageOf(deps, input.query, {
        operation: 'listGroupMembers',
        organization: living.id,
        items: Array.from(snapshot.index.membersOf(number), (person) =>
          groupMemberAnswer(scene, snapshot.members.at(person)!.id, group),
        ),
        key: ({ id }) => id,
        sorts: { email: ({ email }) => email, name: ({ name }) => name, id: ({ id }) => id },
        usually: 'email',
        text: ({ id, email, name }) => [id, email, name],
      })
      return { items: [...page.items], next_cursor: page.next_cursor }
    })
}
