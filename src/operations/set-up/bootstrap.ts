/**
 * `admin bootstrap`, for scripted installs: the first organization, a service token with admin, and the invitation of
 * its first admin. Run on the server's own machine; it refuses once there is an admin.
 */
import { inviteUser } from '../../core/change/invite-user.ts'
import { ADMIN_ROLE, type Proposal, refuse } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { type Account, accountByEmail, createAccount } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { issueLink } from '../invitations/invitation-links.ts'
import { Refused } from '../refused.ts'
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
  const { account, isNew } = await accountFor(deps, asked.email, now)
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

async function accountFor(
  { store, newId }: Deps,
  text: string,
  now: number,
): Promise<{ account: Account; isNew: boolean }> {
  const email = normalEmail(text)
  if (email === undefined)
    throw new Refused(refuse('INVALID', `\`${text}\` is not an e-mail address`, { field: '/email' }))
  const known = await accountByEmail(store, email)
  if (known !== undefined) return { account: known, isNew: false }
  const emailDisplay = text.trim()
  const account = {
    id: newId('usr'),
    email,
    emailDisplay,
    name: '',
    type: 'user',
    epoch: 0,
    createdAt: now,
  } as const
  return { account, isNew: true }
}
