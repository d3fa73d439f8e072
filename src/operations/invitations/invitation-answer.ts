/** An invitation as lists show it: with what it gives, how it went out, and what became of the mail. */
import type { Unparsed } from '../../contract/table.ts'
import type { Invitation } from '../../core/index.ts'
import { type InvitationLink, lettersById, type Mail, newestInvitationLinks } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { invitationState } from '../answers/things.ts'
import { emailOf, userAnswer } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'

type Answer = Unparsed<'listInvitations'>['items'][number]

export async function invitationAnswers(
  { store }: Deps,
  scene: Scene,
  invitations: readonly Invitation[],
): Promise<Answer[]> {
  // The snapshot is read before anything is waited for.
  const answers = invitations.map((one) => answerOf(scene, one))
  const links = await newestInvitationLinks(
    store,
    invitations.map(({ id }) => id),
  )
  const letters = await lettersById(
    store,
    [...links.values()].flatMap(({ letter }) => letter ?? []),
  )
  return answers.map((answer) => sentAnswer(answer, links.get(answer.id), letters))
}

function sentAnswer(
  answer: Omit<Answer, 'delivery' | 'mail'>,
  link: InvitationLink | undefined,
  letters: ReadonlyMap<string, Mail>,
): Answer {
  const letter = link?.letter === undefined ? undefined : letters.get(link.letter)
  const sent = letter === undefined ? {} : { mail: mailAnswer(letter) }
  return { ...answer, delivery: deliveryOf(link), ...sent }
}

function answerOf(scene: Scene, invitation: Invitation): Omit<Answer, 'delivery' | 'mail'> {
  const { id, principal, expiresAt, createdAt, invitedBy, issued } = invitation
  const member = scene.snapshot.members.get(principal)
  const waits = invitation.state === 'pending' && member !== undefined
  const { roles, groups } = waits ? userAnswer(scene, member) : { roles: [], groups: [] }
  return {
    id,
    user: { id: principal, email: emailOf(scene, principal) },
    state: invitationState(invitation, scene.now),
    expires_at: instant(expiresAt),
    created_at: instant(createdAt),
    invited_by: invitedBy,
    issued,
    roles,
    groups,
  }
}

function deliveryOf(link: InvitationLink | undefined): Answer['delivery'] {
  if (link === undefined) return 'sign_in'
  if (link.letter === undefined) return 'shown'
  return link.shown ? 'mail_and_shown' : 'mail'
}

function mailAnswer({ state, settledAt, answer }: Mail): NonNullable<Answer['mail']> {
  return {
    state,
    ...(settledAt !== undefined && { at: instant(settledAt) }),
    ...(answer !== undefined && { detail: answer }),
  }
}
