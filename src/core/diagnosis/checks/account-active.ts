/** Check 1: is the account active here? Active goes on, pending goes to check 2, nowhere asks check 4 before it says so. */
import { accountProblem } from '../../decision/standing.ts'
import type { Invitation } from '../../model/invitation.ts'
import type { Case } from '../case.ts'
import { type Check, type Evidence, fact, failed, type Judgement, type Leaf, passed } from '../check.ts'
import { stepOf } from '../remedy-words.ts'
import { addressWord, MANAGED, when } from '../wording.ts'

const BLOCKED: Leaf = {
  code: 'BLOCKED',
  advice: 'Reactivate: `compartment user unblock`. Roles, groups and history were kept.',
  step: (one) =>
    one.member?.type === 'automation'
      ? { text: MANAGED }
      : stepOf(one, [{ operation: 'unblockUser', principal: one.principal }]),
  ask: () => 'Once I tell you that it is switched on again, please sign in and tell me what you see.',
}

const INVITE_CANCELLED: Leaf = {
  code: 'INVITE_CANCELLED',
  advice: 'If they should have access, invite them again: `compartment user invite`.',
  step: (one) => ({ text: 'If they should have access, invite them again.', ...inviting(one) }),
  ask: () => 'Please tell me whether you still need access; then you get a new invitation.',
}

const NOT_A_MEMBER: Leaf = {
  code: 'NOT_A_MEMBER',
  advice: 'Check the address with them. If it is right, invite them: `compartment user invite`.',
  step: (one) => ({
    text: `Check with them that \`${one.names.principal}\` is the address they sign in with. If it is, invite them.`,
    ...inviting(one),
  }),
  ask: () => 'Please tell me the exact address that you sign in with, so that I can look again.',
}

/** They are given what they need with the invitation or afterwards: what they had is not known here. */
function inviting(one: Case): Pick<ReturnType<Leaf['step']>, 'command'> {
  const address = addressWord(one)
  if (address === undefined) return {}
  const lines = [['user', 'invite', address]]
  return { command: { lines, permissions: ['organization.user.invite'], scope: 'organization' } }
}

export const accountActive: Check = {
  id: 'account',
  title: 'Is the account active here?',
  checked: () => 'whether your account is active here',
  judge,
  leaves: [INVITE_CANCELLED, NOT_A_MEMBER, BLOCKED],
}

function judge(one: Case): Judgement {
  const { snapshot, member, principal, facts, names } = one
  const who = names.principal
  const problem = accountProblem(snapshot, principal, member)
  if (member === undefined) {
    const evidence = [
      fact(`${who} is in neither Active Users, Inactive Users nor Pending Invites.`),
      ...endedInvitation(one, snapshot.invitationOf(principal)),
    ]
    // Wrong tenant or not found: check 4 has been asked before this is said.
    return facts.tenants.length > 0 || problem === undefined
      ? { status: 'failed', evidence }
      : failed(problem, ...evidence)
  }
  if (problem !== undefined) {
    const kept = 'they keep roles, groups and history, and cannot get in'
    return failed(problem, fact(`${who} is in Inactive Users: blocked here; ${kept}.`, member.id))
  }
  if (member.type === 'automation')
    return passed(
      fact(`${who} is an automation account: it is active while what owns it is there.`, member.id),
    )
  return member.status === 'invited'
    ? passed(fact(`${who} is in Pending Invites, and not blocked: the next check answers.`, member.id))
    : passed(fact(`${who} is in Active Users since ${when(member.since)}.`, member.id))
}

/** What is on record of an invitation that has ended (F14). */
function endedInvitation({ now }: Case, invitation: Invitation | undefined): Evidence[] {
  if (invitation === undefined) return []
  const { id, state, createdAt, expiresAt } = invitation
  if (state === 'accepted') {
    const text = `An invitation of ${when(createdAt)} was accepted; the membership has been removed since.`
    return [fact(text, id)]
  }
  const until = now < expiresAt ? 'it would have been good until' : 'it would have expired by now, on'
  return [fact(`An invitation of ${when(createdAt)} was cancelled; ${until} ${when(expiresAt)}.`, id)]
}
