/** Members as answers show them, whole: with when they last signed in here, and the invitation that waits for them. */
import type { Member } from '../../core/index.ts'
import { instant } from '../answers/instants.ts'
import { type UserAnswer, userAnswer } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import { invitationAnswers } from '../invitations/invitation-answer.ts'
import type { Scene } from '../scene.ts'
import { lastSignIns } from './last-sign-ins.ts'

export async function userAnswers(
  deps: Deps,
  scene: Scene,
  members: readonly Member[],
): Promise<UserAnswer[]> {
  // The snapshot is read before anything is waited for.
  const answers = members.map((member) => userAnswer(scene, member))
  const waiting = members.filter(({ status }) => status === 'invited')
  const sent = invitationAnswers(
    deps,
    scene,
    waiting.flatMap(({ id }) => scene.snapshot.invitationOf(id) ?? []),
  )
  const ids = members.map(({ id }) => id)
  const [invitations, signIns] = await Promise.all([sent, lastSignIns(deps.store, scene.living.id, ids)])
  const byPerson = new Map(invitations.map((one) => [one.user.id, one]))
  for (const answer of answers) {
    const invitation = byPerson.get(answer.id)
    const at = signIns.get(answer.id)
    if (invitation !== undefined) answer.invitation = invitation
    if (at !== undefined) answer.last_sign_in_at = instant(at)
  }
  return answers
}
