/**
 * Accepting an invitation with its link, and being signed in. An account that nobody has used yet gets its password
 * from whoever holds the link; every other account is proven by its owner first.
 */
import { refuse } from '../../core/index.ts'
import { type Account, accountById, identitiesOf, type Write } from '../../store/store.ts'
import { activity } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { issuerMayStillGive } from '../invitations/issuer.ts'
import { Refused } from '../refused.ts'
import { accept, isWayIn } from './accept.ts'
import { invitationBehind, type OpenLink, openLink } from './activation-link.ts'
import { type Basis, basisOf, maySetPassword } from './basis.ts'
import { type Beginning, beginSession, sessionResult } from './begin-session.ts'
import { deviceName } from './device-name.ts'
import { newPasswordHash } from './new-password.ts'
import { pathOf, VERIFIED_BY_MAIL, verifiedByActivation } from './path-here.ts'
import { notSomebodyElse, proveAccount } from './prove-account.ts'

type Given = { readonly password?: string | undefined }

export function activate(deps: Deps): UseCase<'activate'> {
  return async ({ body }, call) => {
    const open = await openLink(deps, body.token)
    invitationBehind(open, call.now)
    const { link, living } = open
    const account = await accountById(deps.store, link.account)
    if (account === undefined) throw new Refused(refuse('LINK_NOT_VALID', 'this link is not valid any more'))
    notSomebodyElse(account, call)
    const basis = await basisOf(deps, account, living)
    const passwordHash = await chosenPassword(deps, { account, basis }, body, open, call)
    if (passwordHash === undefined && body.password === undefined) requireOpenSession(call)
    return accept(
      deps,
      {
        living,
        account,
        call,
        change: 'activate',
        ...(passwordHash !== undefined && { passwordHash }),
        ...(basis === 'new' && { verifiedBy: proofOf(open) }),
        ...(body.name !== undefined && { name: body.name }),
        beside: async (active) => {
          // What replaces or ends the link changes the organization too, so a commit after this look is not behind it.
          const invitation = invitationBehind(await openLink(deps, body.token), call.now)
          await requireBasis(deps, account.id, basis, living)
          if (basis === 'new' && link.shown) await issuerMayStillGive(deps, living, invitation, call.now)
          const begun = beginSession(deps, sessionOf(account, passwordHash, active, call))
          const told = toldOf(deps, { open, account, call, session: begun.id, active })
          return { writes: [...begun.writes, ...told], result: begun }
        },
      },
      (begun) => ({
        ...sessionResult(begun, account, body.answer_as, living.snapshot.organization.name),
        revision: living.revision,
      }),
    )
  }
}

export const NO_PASSWORD_BY_THIS_LINK =
  'your account has no password, and a link that others have seen cannot set one: ask for the invitation by mail'

/** Between reading and writing somebody may have begun to use the account: then the link alone makes nothing of it. */
async function requireBasis(deps: Deps, id: string, basis: Basis, living: OpenLink['living']): Promise<void> {
  const account = await accountById(deps.store, id)
  if (account !== undefined && (await basisOf(deps, account, living)) === basis) return
  throw new Refused(refuse('LINK_NOT_VALID', 'the account has changed at this moment: open the link again'))
}

/** @returns `undefined` where the account goes on as it is; then its owner has been proven */
async function chosenPassword(
  deps: Deps,
  { account, basis }: { readonly account: Account; readonly basis: Basis },
  { password }: Given,
  open: OpenLink,
  call: Call,
): Promise<string | undefined> {
  const { living } = open
  if (basis !== 'new') await proveAccount(deps, { account, basis }, password, call)
  if (basis === 'password') return undefined
  const { organization } = living.snapshot
  if (password === undefined) {
    const path = pathOf(account, await identitiesOf(deps.store, account.id), living.snapshot.providers)
    if (basis === 'elsewhere' && isWayIn(living.snapshot, path)) return undefined
    throw new Refused(refuse('INVALID', 'choose a password', { field: '/password' }))
  }
  if (basis === 'elsewhere' && !(await maySetPassword(deps, account, open)))
    throw new Refused(refuse('LINK_NOT_VALID', NO_PASSWORD_BY_THIS_LINK))
  const about = [account.email, account.name, organization.name, organization.displayName]
  return newPasswordHash(deps, password, about)
}

/** The session that begins may do no more than what it was begun with: a password, or a session with one. */
function requireOpenSession({ caller }: Call): void {
  if (caller?.method === 'password' && caller.organization === undefined) return
  throw new Refused(
    refuse('INVALID', 'as you are signed in already: accept the invitation in your account', {
      next: 'compartment account invitation accept',
    }),
  )
}

/** A link that only the invited person has seen proves their address everywhere; one that was shown, in the customer. */
function proofOf({ link, living }: OpenLink): string {
  return link.shown ? verifiedByActivation(living.customer) : VERIFIED_BY_MAIL
}

type Told = {
  readonly open: OpenLink
  readonly account: Account
  readonly call: Call
  readonly session: string
  readonly active: readonly OpenLink['living'][]
}

function toldOf(deps: Deps, { open, account, call, session, active }: Told): readonly Write[] {
  const { address, now: at } = call
  const actor = { account: account.id, type: 'user', session, address } as const
  const { invitation } = open.link
  return [
    ...activity(deps, {
      type: 'link.used',
      organization: open.living.id,
      actor,
      at,
      data: { purpose: 'activation', account: account.id, invitation },
    }),
    ...activity(deps, {
      type: 'session.started',
      organization: active.map(({ id }) => id),
      actor,
      at,
      data: { session, method: 'password', device: deviceName(call.userAgent) },
    }),
  ]
}

function sessionOf(
  account: Account,
  passwordHash: string | undefined,
  active: readonly OpenLink['living'][],
  { address, userAgent, now }: Call,
): Beginning {
  return {
    account,
    epoch: passwordHash === undefined ? account.epoch : account.epoch + 1,
    method: 'password',
    settings: active.map(({ snapshot }) => snapshot.organization.settings),
    address,
    userAgent,
    now,
  }
}
