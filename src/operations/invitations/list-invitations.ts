/** `invitation list`. */
import { invitationState } from '../answers/things.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { invitationAnswers } from './invitation-answer.ts'

export function listInvitations(deps: Deps): UseCase<'listInvitations'> {
  return (input, call) =>
    ask(deps, 'listInvitations', input, call, async (scene) => {
      const { snapshot, living, now } = scene
      const { state } = input.query
      const all = Array.from(snapshot.invitations.values(), (row) => row.invitation)
      const page = pageOf(deps, input.query, {
        operation: 'listInvitations',
        organization: living.id,
        items: all.filter((invitation) => state === undefined || invitationState(invitation, now) === state),
        key: ({ id }) => id,
        sorts: {
          created_at: ({ createdAt }) => createdAt,
          expires_at: ({ expiresAt }) => expiresAt,
          email: ({ principal }) => emailOf(scene, principal),
        },
        usually: '-created_at',
        text: ({ id, principal }) => [id, emailOf(scene, principal)],
      })
      return { items: await invitationAnswers(deps, scene, page.items), next_cursor: page.next_cursor }
    })
}
