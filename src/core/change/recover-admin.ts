/**
 * `admin recover`: makes somebody an admin who can come in, whatever stood in the way: not a member, invited, blocked,
 * demoted, or passwords switched off. Whoever can run it holds the data itself; what it changes stands in the journal.
 */

import { ADMIN_ROLE } from '../catalogue/built-in-roles.ts'
import type { Event } from '../catalogue/events.ts'
import type { SignInPath } from '../model/member.ts'
import { applyTo } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { activateUser } from './activate-user.ts'
import { changeSignInSettings } from './change-sign-in-settings.ts'
import type { Command, Context, Outcome } from './command.ts'
import { grantRole } from './grant-role.ts'
import { inviteUser } from './invite-user.ts'
import { recordSignInPath } from './record-sign-in-path.ts'
import { isRefusal, refuse } from './refusal.ts'
import { resendInvitation } from './resend-invitation.ts'
import { unblockUser } from './unblock-user.ts'

export type RecoverAdmin = {
  readonly principal: string
  /** Of an account that is in use: how it will sign in. Without it the link of an invitation makes the account. */
  readonly path?: SignInPath
  /** Switches local passwords on. */
  readonly passwords?: boolean
}

export function recoverAdmin(snapshot: Snapshot, input: RecoverAdmin, context: Context): Outcome {
  const { principal, path } = input
  const member = snapshot.members.get(principal)
  if (member?.type === 'automation')
    return refuse('MANAGED_IDENTITY', 'an automation account cannot sign in: name a person', {
      field: '/email',
    })
  const steps: Step[] = []
  if (input.passwords) steps.push(step(changeSignInSettings, { passwords: true }))
  if (member === undefined) {
    const verified = path === undefined ? {} : { verifiedPath: path }
    steps.unshift(step(inviteUser, { principal, role: ADMIN_ROLE.id, ...verified }))
    return inOrder(snapshot, steps, context)
  }
  if (member.access === 'blocked') steps.push(step(unblockUser, { principal }))
  if (member.status === 'invited') steps.push(step(resendInvitation, { principal }))
  if (path !== undefined)
    steps.push(step(member.status === 'invited' ? activateUser : recordSignInPath, { principal, path }))
  steps.push(step(grantRole, { principal, role: ADMIN_ROLE.id }))
  return inOrder(snapshot, steps, context)
}

type Step = (snapshot: Snapshot, context: Context) => Outcome

function step<I>(command: Command<I>, input: I): Step {
  return (snapshot, context) => command(snapshot, input, context)
}

/** Each step sees what those before it have made. */
function inOrder(snapshot: Snapshot, steps: readonly Step[], context: Context): Outcome {
  const events: Event[] = []
  let draft: Snapshot | undefined
  for (const take of steps) {
    const outcome = take(draft ?? snapshot, context)
    if (isRefusal(outcome)) return outcome
    events.push(...outcome)
    draft ??= snapshot.fork()
    for (const event of outcome) applyTo(draft, event)
  }
  return events
}
