/**
 * Accepting an invitation with its link: the account gets its password, if it has none yet, and is signed in. Password,
 * membership, session and what other organizations know of the password are one transaction, so of two activations at
 * the same moment exactly one wins.
 */
import { activateUser } from '../../core/change/activate-user.ts'
import { recordSignInPath } from '../../core/change/record-sign-in-path.ts'
import { isRefusal, propose, refuse, type SignInPath } from '../../core/index.ts'
import {
  type Account,
  accountById,
  type Identity,
  identitiesOf,
  renameAccount,
  setPassword,
  verifyEmail,
  type Write,
} from '../../store/store.ts'
import type { Call, UseCase } from '../call.ts'
import { type Attempt, commitInTurn, type Part } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { issuerMayStillGive } from '../invitations/issuer.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { contextOf } from '../perform.ts'
import { Refused } from '../refused.ts'
import { assertDeclared } from '../writes.ts'
import { invitationBehind, type OpenLink, openLink } from './activation-link.ts'
import { type Begun, beginSession, sessionResult } from './begin-session.ts'
import { directoryEntry } from './directory-entry.ts'
import { newPasswordHash } from './new-password.ts'
import { verifiedByActivation } from './path-here.ts'
import { notSomebodyElse, proveAccount } from './prove-account.ts'

type Accepting = {
  readonly token: string
  readonly open: OpenLink
  readonly account: Account
  /** Absent where the account has a password already. */
  readonly passwordHash: string | undefined
  readonly name: string | undefined
  readonly call: Call
}

export function activate(deps: Deps): UseCase<'activate'> {
  return async ({ body }, call) => {
    const open = await openLink(deps, body.token)
    invitationBehind(open, call.now)
    const { organization } = open.living.snapshot
    const account = await accountById(deps.store, open.link.account)
    if (account === undefined) throw new Refused(refuse('LINK_NOT_VALID', 'this link is not valid any more'))
    const passwordHash = await chosenPassword(deps, account, body, organization, call)
    const accepting = { token: body.token, open, account, passwordHash, name: body.name, call }
    const others = passwordHash === undefined ? [] : await elsewhere(deps, account.id, open.living)
    return commitInTurn(
      deps,
      [open.living, ...others],
      () => accept(deps, accepting, others),
      (begun) => ({
        ...sessionResult(begun, account, body.answer_as, organization.name),
        revision: open.living.revision,
      }),
    )
  }
}

/** @returns `undefined` where the account has a password; then it is the proof that this is its owner */
async function chosenPassword(
  deps: Deps,
  account: Account,
  { password }: { readonly password?: string | undefined },
  organization: { readonly name: string; readonly displayName: string },
  call: Call,
): Promise<string | undefined> {
  notSomebodyElse(account, call)
  if (account.passwordHash !== undefined) {
    await proveAccount(deps, account, password, call)
    return undefined
  }
  if (password === undefined) {
    throw new Refused(refuse('INVALID', 'choose a password', { field: '/password' }))
  }
  const about = [account.email, account.name, organization.name, organization.displayName]
  return newPasswordHash(deps, password, about)
}

/** Other organizations in which the account is an active member: they learn that it has a password. */
async function elsewhere(
  deps: Deps,
  account: string,
  here: LivingOrganization,
): Promise<LivingOrganization[]> {
  const all = await deps.organizations.of(account)
  return all.filter((living) => living.id !== here.id && isActiveIn(living, account))
}

function isActiveIn({ snapshot }: LivingOrganization, account: string): boolean {
  return snapshot.members.get(account)?.status === 'active'
}

async function accept(
  deps: Deps,
  accepting: Accepting,
  others: readonly LivingOrganization[],
): Promise<Attempt<Begun>> {
  const { token, open, account, passwordHash, name, call } = accepting
  // Whatever replaces or ends the link changes the organization too, so a commit after this look is not behind it.
  const invitation = invitationBehind(await openLink(deps, token), call.now)
  // An account that has a password is proven by it; else the link is all there is, and whoever issued it has seen it.
  if (passwordHash !== undefined) await issuerMayStillGive(deps, open.living, invitation, call.now)
  const identities = await identitiesOf(deps.store, account.id)
  const active = others.filter((other) => isActiveIn(other, account.id))
  const isFirst = passwordHash !== undefined
  const begun = beginSession(deps, {
    account,
    epoch: isFirst ? account.epoch + 1 : account.epoch,
    method: 'password',
    settings: [open.living, ...active].map(({ snapshot }) => snapshot.organization.settings),
    address: call.address,
    now: call.now,
  })
  const credentials = isFirst ? firstPassword(deps, accepting, passwordHash) : []
  const renamed = name === undefined ? [] : renameAccount(deps.store.build, account.id, { name })
  return {
    parts: [
      partOf(deps, accepting, identities, open.living, 'activate'),
      ...active.map((other) => partOf(deps, accepting, identities, other, 'recordSignInPath')),
    ],
    at: call.now,
    extra: [...credentials, ...renamed, ...begun.writes],
    known: [directoryEntry({ ...account, name: name ?? account.name, emailVerifiedAt: call.now })],
    result: begun,
  }
}

const COMMANDS = { activate: activateUser, recordSignInPath }

/** What one organization records; each knows its own providers alone. */
function partOf(
  deps: Deps,
  { account, call }: Accepting,
  identities: readonly Identity[],
  living: LivingOrganization,
  name: keyof typeof COMMANDS,
): Part {
  const { snapshot } = living
  const linked = snapshot.providers.filter(({ id }) => identities.some(({ provider }) => provider === id))
  const path: SignInPath = { password: true, providers: linked.map(({ id }) => id) }
  const actor = { account: account.id, type: 'user', address: call.address } as const
  const context = contextOf(deps, { account: account.id, type: 'user', method: 'link' }, call.now)
  const proposal = propose(snapshot, COMMANDS[name], { principal: account.id, path }, context)
  if (isRefusal(proposal)) throw new Refused(proposal)
  assertDeclared(name, proposal.events)
  return { living, proposal, actor, command: 'activate' }
}

/** Only while the account is as it was read: of two links for one account, one sets the password. */
function firstPassword({ store }: Deps, { account, open, call }: Accepting, passwordHash: string): Write[] {
  const { build } = store
  const { id, epoch } = account
  const unchanged = { ...build.update('accounts', { id, epoch }, { epoch }), one: 'accounts.epoch' }
  const by = verifiedByActivation(open.living.customer)
  return [
    unchanged,
    ...setPassword(build, id, passwordHash, call.now),
    ...verifyEmail(build, id, by, call.now),
  ]
}
