/**
 * `user invite`: adds a membership and, if asked, assignments and seats with it. It creates no password and no
 * identity (S0-2). Whoever already has an account that is verified for this organization is a member at once (S1-5).
 */
import type { Event } from '../catalogue/events.ts'
import type { Invitation } from '../model/invitation.ts'
import { type Member, NO_SIGN_IN_PATH, type SignInPath } from '../model/member.ts'
import { apply } from '../snapshot/apply.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { addGroupMember } from './add-group-member.ts'
import type { Context, Outcome } from './command.ts'
import { createAssignment } from './create-assignment.ts'
import { managedRefusal } from './managed.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export type InviteUser = {
  /** Id of the account, which exists or is made in the same transaction. */
  readonly principal: string
  /** Present when the account is verified for this organization: how it can sign in here. */
  readonly verifiedPath?: SignInPath
  /** At the organization. */
  readonly role?: string
  readonly assignments?: readonly { readonly role: string; readonly scope: string }[]
  readonly groups?: readonly string[]
}

export function inviteUser(snapshot: Snapshot, input: InviteUser, context: Context): Outcome {
  const refusal = alreadyHere(snapshot, input.principal)
  if (refusal !== undefined) return refusal
  const membership = membershipEvents(snapshot, input, context)
  // What is given with the invitation is checked and made as if the membership were there.
  const after = apply(snapshot, membership)
  const given = givenEvents(after, input, context)
  return isRefusal(given) ? given : [...membership, ...given]
}

function alreadyHere(snapshot: Snapshot, principal: string): Refusal | undefined {
  const member = snapshot.members.get(principal)
  if (member === undefined) return undefined
  if (member.type === 'automation') {
    return managedRefusal(snapshot, member, '/email')
  }
  if (member.status === 'invited') {
    return refuse('ALREADY_INVITED', 'there is an invitation for this address already', {
      field: '/email',
      next: `compartment invitation resend ${snapshot.invitationOf(principal)?.id ?? 'EMAIL'}`,
    })
  }
  return refuse('ALREADY_MEMBER', 'this person is a member already', {
    field: '/email',
    next: `compartment user show ${principal}`,
  })
}

function membershipEvents(snapshot: Snapshot, input: InviteUser, context: Context): Event[] {
  const { now, actor, newId } = context
  const verified = input.verifiedPath !== undefined
  const member: Member = {
    id: input.principal,
    type: 'user',
    status: verified ? 'active' : 'invited',
    access: 'allowed',
    betaAccess: false,
    signInPath: input.verifiedPath ?? NO_SIGN_IN_PATH,
    since: now,
  }
  const added: Event = { type: 'member.added', data: { member } }
  if (verified) return [added]
  const invitation: Invitation = {
    id: newId('inv'),
    principal: input.principal,
    state: 'pending',
    expiresAt: now + snapshot.organization.settings.invitationLifetime * 1000,
    invitedBy: actor.type === 'system' ? 'system' : actor.id,
    createdAt: now,
    issued: 1,
  }
  return [added, { type: 'invitation.created', data: { invitation } }]
}

function givenEvents(after: Snapshot, input: InviteUser, context: Context): Event[] | Refusal {
  const { principal, role, assignments = [], groups = [] } = input
  const atOrganization = role === undefined ? [] : [{ role, scope: after.organization.id }]
  const events: Event[] = []
  for (const wanted of [...atOrganization, ...assignments]) {
    const outcome = createAssignment(after, { ...wanted, principal }, context)
    if (isRefusal(outcome)) return outcome
    events.push(...outcome)
  }
  for (const group of groups) {
    const outcome = addGroupMember(after, { group, principal }, context)
    if (isRefusal(outcome)) return outcome
    events.push(...outcome)
  }
  return events
}
