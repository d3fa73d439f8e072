/**
 * Invitations that the account which is signed in can accept without a link: live ones, of organizations for which its
 * address is proven. A session that is good for one organization alone shows that organization’s alone.
 */
import type { Invitation } from '../../core/index.ts'
import { type Account, accountById } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { callerOf } from '../scene.ts'
import { isOwner } from './basis.ts'
import { isVerifiedFor } from './path-here.ts'

export type Waiting = {
  readonly account: Account
  readonly living: LivingOrganization
  readonly invitation: Invitation
}

export async function waitingInvitations(deps: Deps, call: Call): Promise<Waiting[]> {
  const pending = await pendingInvitations(deps, call)
  return pending.filter(({ invitation }) => call.now < invitation.expiresAt)
}

/** The same, and those that have expired: whoever is invited is pending until they accept, or are not invited any more. */
export async function pendingInvitations(deps: Deps, call: Call): Promise<Waiting[]> {
  const caller = callerOf(call)
  const account = await accountById(deps.store, caller.account)
  if (account === undefined || !isOwner(call, account.id)) return []
  const found: Waiting[] = []
  for (const living of await deps.organizations.of(account.id)) {
    if (caller.organization !== undefined && caller.organization !== living.name) continue
    const invitation = living.snapshot.invitationOf(account.id)
    if (invitation?.state === 'pending' && (await isVerifiedFor(deps, account, living)))
      found.push({ account, living, invitation })
  }
  return found
}
