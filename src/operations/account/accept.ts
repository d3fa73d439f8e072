/**
 * Accepting an invitation, whoever proved what before: membership, password, sessions and what other organizations know
 * of the password are one transaction, so of two acceptances at the same moment exactly one wins.
 */
import { activateUser } from '../../core/change/activate-user.ts'
import { recordSignInPath } from '../../core/change/record-sign-in-path.ts'
import { isRefusal, propose, refuse, type SignInPath, type Snapshot } from '../../core/index.ts'
import {
  type Account,
  type Identity,
  identitiesOf,
  renameAccount,
  setPassword,
  verifyEmail,
  type Write,
} from '../../store/store.ts'
import type { Call } from '../call.ts'
import { type Attempt, commitInTurn, type Part } from '../commit.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { contextOf } from '../perform.ts'
import { Refused } from '../refused.ts'
import { assertDeclared } from '../writes.ts'
import { isActiveIn } from './basis.ts'
import { directoryEntry } from './directory-entry.ts'
import { pathOf } from './path-here.ts'

/** What happens with the acceptance, worked out at each attempt. */
export type Beside<T> = { readonly writes: readonly Write[]; readonly result: T }

export type Acceptance<T> = {
  readonly living: LivingOrganization
  readonly account: Account
  /** A first password, chosen by whoever may choose it. */
  readonly passwordHash?: string
  /** What following the link proves of the address. */
  readonly verifiedBy?: string
  readonly name?: string
  readonly call: Call
  readonly change: 'activate' | 'acceptInvitation'
  /** Looks again whether it may be accepted; refuses by throwing. @param active every organization that it opens */
  readonly beside: (active: readonly LivingOrganization[]) => Promise<Beside<T>>
}

export async function accept<T, A>(
  deps: Deps,
  acceptance: Acceptance<T>,
  answer: (result: T) => A,
): Promise<A> {
  const { living, account, passwordHash } = acceptance
  const others = passwordHash === undefined ? [] : await elsewhere(deps, account.id, living)
  return commitInTurn(deps, [living, ...others], () => attempt(deps, acceptance, others), answer)
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

async function attempt<T>(
  deps: Deps,
  acceptance: Acceptance<T>,
  others: readonly LivingOrganization[],
): Promise<Attempt<T>> {
  const { living, account, name, call } = acceptance
  const active = others.filter((other) => isActiveIn(other, account.id))
  const beside = await acceptance.beside([living, ...active])
  const identities = await identitiesOf(deps.store, account.id)
  const renamed = name === undefined ? [] : renameAccount(deps.store.build, account.id, { name })
  const { verifiedBy } = acceptance
  const known = { ...account, name: name ?? account.name }
  return {
    parts: [
      partOf(deps, acceptance, identities, living, 'activate'),
      ...active.map((other) => partOf(deps, acceptance, identities, other, 'recordSignInPath')),
    ],
    at: call.now,
    extra: [...credentials(deps, acceptance), ...renamed, ...beside.writes],
    known: [directoryEntry(verifiedBy === undefined ? known : { ...known, emailVerifiedAt: call.now })],
    result: beside.result,
  }
}

const COMMANDS = { activate: activateUser, recordSignInPath }

/** What one organization records; each knows its own providers alone. */
function partOf(
  deps: Deps,
  { account, passwordHash, call, change }: Acceptance<unknown>,
  identities: readonly Identity[],
  living: LivingOrganization,
  command: keyof typeof COMMANDS,
): Part {
  const { snapshot } = living
  const path = pathOf(
    { ...account, ...(passwordHash !== undefined && { passwordHash }) },
    identities,
    snapshot.providers,
  )
  if (command === 'activate') requireWayIn(snapshot, path)
  const actor = { account: account.id, type: 'user', address: call.address } as const
  const context = contextOf(deps, { account: account.id, type: 'user', method: 'link' }, call.now)
  const proposal = propose(snapshot, COMMANDS[command], { principal: account.id, path }, context)
  if (isRefusal(proposal)) throw new Refused(proposal)
  assertDeclared(command === 'activate' ? change : command, proposal.events)
  return { living, proposal, actor, command: change }
}

/** Whether somebody with this path could sign in as things are. */
export function isWayIn({ organization, providers }: Snapshot, path: SignInPath): boolean {
  if (organization.passwords && path.password) return true
  return providers.some(({ id, enabled }) => enabled && path.providers.includes(id))
}

/** Nobody becomes a member who could not sign in: that would be an account nobody can explain. */
function requireWayIn(snapshot: Snapshot, path: SignInPath): void {
  if (isWayIn(snapshot, path)) return
  if (!snapshot.organization.passwords) {
    const detail = 'this organization takes no passwords: sign in with its single sign-on'
    throw new Refused(refuse('SSO_REQUIRED', detail))
  }
  const detail =
    'your account has no password yet, and you need one here: choose one with the invitation’s link'
  throw new Refused(refuse('INVALID', detail, { field: '/password' }))
}

/** Only while the account is as it was read: of two links for one account, one sets the password. */
function credentials(
  { store: { build } }: Deps,
  { account: { id, epoch }, passwordHash, verifiedBy, call: { now } }: Acceptance<unknown>,
): Write[] {
  if (passwordHash === undefined) return []
  const unchanged = { ...build.update('accounts', { id, epoch }, { epoch }), one: 'accounts.epoch' }
  return [
    unchanged,
    ...setPassword(build, id, passwordHash, now),
    ...(verifiedBy === undefined ? [] : verifyEmail(build, id, verifiedBy, now)),
  ]
}
