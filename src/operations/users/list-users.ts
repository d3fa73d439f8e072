/** `user list` (S0-1, S1-7). */
import { instant } from '../answers/instants.ts'
import { userAnswer } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { lastSignIns } from './last-sign-ins.ts'

export function listUsers(deps: Deps): UseCase<'listUsers'> {
  return (input, call) =>
    ask(deps, 'listUsers', input, call, async (scene) => {
      const { living, snapshot } = scene
      const { type, status, access } = input.query
      const page = pageOf(deps, input.query, {
        operation: 'listUsers',
        organization: living.id,
        items: [...snapshot.members.values()].filter(
          (member) =>
            (type === undefined || member.type === type) &&
            (status === undefined || member.status === status) &&
            (access === undefined || member.access === access),
        ),
        key: ({ id }) => id,
        sorts: {
          email: ({ id }) => living.person(id)?.email ?? '',
          name: ({ id }) => living.person(id)?.name ?? '',
          since: ({ since }) => since,
        },
        usually: 'email',
        text: ({ id }) => [living.person(id)?.email ?? '', living.person(id)?.name ?? '', id],
      })
      // The snapshot is read before anything is waited for.
      const answers = page.items.map((member) => userAnswer(scene, member))
      const signIns = await lastSignIns(
        deps.store,
        living.id,
        answers.map(({ id }) => id),
      )
      for (const answer of answers) {
        const at = signIns.get(answer.id)
        if (at !== undefined) answer.last_sign_in_at = instant(at)
      }
      return { items: answers, next_cursor: page.next_cursor }
    })
}
