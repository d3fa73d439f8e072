/**
 * `admin bootstrap`, for scripted installs: the first organization, a service token with admin, and the invitation of
 * its first admin. Run on the server's own machine; it refuses once there is an admin.
 */
import { inviteUser } from '../../core/change/invite-user.ts'
import { ADMIN_ROLE, type Proposal } from '../../core/index.ts'
import { createAccount } from '../../store/store.ts'
import { accountFor } from '../account/account-for.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { issueLink } from '../invitations/invitation-links.ts'
import { foundOrganization, step } from './found.ts'
import { newServiceToken } from './service-token.ts'
import { alreadySetUp, claimSetUp, isSetUp, setUpConflict } from './set-up-state.ts'

export type Bootstrapped = {
  readonly token: string
  readonly activation_url: string
  readonly api_url: string
  readonly organization: string
}

/** @throws Refused ALREADY_SET_UP, INVALID */
export async function bootstrap(
  deps: Deps,
  asked: { readonly email: string; readonly organization: string },
): Promise<Bootstrapped> {
  if (await isSetUp(deps)) throw alreadySetUp()
  const now = deps.clock()
  const { account, isNew } = await accountFor(deps, asked, now)
  const service = newServiceToken(deps, { name: 'bootstrap', role: ADMIN_ROLE.id, createdBy: 'system', now })
  let activationUrl = ''
  const living = await foundOrganization(deps, {
    name: asked.organization,
    now,
    change: 'bootstrap',
    command: 'admin bootstrap',
    steps: () => [service.step, step(inviteUser, { principal: account.id, role: 'admin' })],
    extra: (organization, proposals) => {
      const last = proposals.at(-1) as Proposal
      const link = issueLink(
        deps,
        { snapshot: last.after, now },
        { to: { account, basis: 'new' }, onlyShown: true },
      )
      activationUrl = link.shownUrl!
      return [
        ...claimSetUp(deps, now),
        ...(isNew ? createAccount(deps.store.build, account) : []),
        ...service.writes(organization.id),
        ...link.writes(changed(last.events, 'invitation.created').invitation),
      ]
    },
    known: [service.known, directoryEntry(account)],
    conflict: setUpConflict,
  })
  return {
    token: service.token,
    activation_url: activationUrl,
    api_url: deps.publicUrl,
    organization: living.name,
  }
}
