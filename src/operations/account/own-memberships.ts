/**
 * One's own memberships, as far as the session that asks is used with them: active ones that it opens, pending ones whose
 * address is proven (others learn nothing of an invitation, INV-03), and how many are disabled.
 */
import { type Invitation, type Member, standingOf } from '../../core/index.ts'
import type { Account } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { callerOf } from '../scene.ts'
import { ownOrganizations } from './own-organizations.ts'
import { pendingInvitations } from './waiting-invitations.ts'

export type OwnMemberships = {
  readonly active: readonly LivingOrganization[]
  readonly pending: readonly { readonly living: LivingOrganization; readonly invitation: Invitation }[]
  readonly disabled: number
}

export async function ownMemberships(deps: Deps, account: Account, call: Call): Promise<OwnMemberships> {
  const { organization, method } = callerOf(call)
  const active = await ownOrganizations(deps, call)
  const invited = await pendingInvitations(deps, call)
  const pending = invited.filter(({ living }) => standingIn(living, account) === 'pending')
  const all = await deps.organizations.of(account.id)
  const disabled = all.filter(
    (living) =>
      // What a password does not open, a session that began with one does not know.
      (method !== 'password' || living.snapshot.organization.passwords) &&
      (organization === undefined || organization === living.name) &&
      memberIn(living, account).status === 'active' &&
      standingIn(living, account) === 'inactive',
  )
  return { active, pending, disabled: disabled.length }
}

function memberIn({ snapshot }: LivingOrganization, { id }: Account): Member {
  return snapshot.members.get(id)!
}

function standingIn(living: LivingOrganization, account: Account) {
  return standingOf(memberIn(living, account))
}
