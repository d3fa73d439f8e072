/**
 * Sets a new password with the link of a reset, once. It ends every session and every other reset, tells the account's
 * owner by mail, signs nobody in and activates nobody (F32, F34).
 */
import {
  type Account,
  type OneTimeLink,
  setPassword,
  useLink,
  verifyEmail,
  type Write,
} from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { newPasswordHash } from './new-password.ts'
import { passwordNotice } from './password-notice.ts'
import { VERIFIED_BY_MAIL, verifiedByActivation } from './path-here.ts'
import { linkNotValid, type Reset, resetBehind } from './reset-behind.ts'
import { endResets, SERVER_ISSUER } from './reset-links.ts'

export function resetPassword(deps: Deps): UseCase<'resetPassword'> {
  return async ({ body }, call) => {
    const { link, account, opened } = await resetBehind(deps, body.token, call.now)
    const passwordHash = await newPasswordHash(deps, body.password, aboutAccount(account, opened))
    // Hashing took its time: whoever was blocked or joined elsewhere in the meantime is looked at again.
    await resetBehind(deps, body.token, call.now)
    const written = await deps.store.write(changes(deps, { link, account, opened, passwordHash, call }))
    if (written.outcome === 'conflict') throw linkNotValid('this link was used already')
    if (written.outcome !== 'committed') throw notWritten()
    await deps.sessions.followRevocations()
    return { answer: {} }
  }
}

/** Words that a password of this account should not be made of. */
export function aboutAccount(account: Account, organizations: readonly LivingOrganization[]): string[] {
  const named = organizations.flatMap(({ snapshot: { organization } }) => [
    organization.name,
    organization.displayName,
  ])
  return [account.email, account.name, ...named]
}

function changes(
  deps: Deps,
  {
    link,
    account,
    opened,
    passwordHash,
    call,
  }: Reset & { readonly passwordHash: string; readonly call: Call },
): Write[] {
  const { build } = deps.store
  const { id } = account
  const told = { organization: opened.map((one) => one.id), actor: actorOf(call), at: call.now } as const
  return [
    ...useLink(build, link.tokenHash, 'reset', call.now),
    ...setPassword(build, id, passwordHash, call.now),
    ...endResets(build, id, call.now),
    ...provenBy(deps, link, opened, id, call.now),
    ...passwordNotice(deps, account, 'reset', call.now),
    ...activity(deps, { type: 'link.used', ...told, data: { purpose: 'reset', account: id } }),
    ...activity(deps, { type: 'password.changed', ...told, data: { account: id, cause: 'reset' } }),
    ...activity(deps, { type: 'session.ended', ...told, data: { account: id, cause: 'password_reset' } }),
  ]
}

/**
 * Whoever followed a link that only the mailbox had is its owner. One that an operator was shown leaves nothing of what
 * proved the address before: the password can be the operator's now, and opens what their own customer trusts (INV-16).
 */
function provenBy(
  { store: { build } }: Deps,
  { shown }: OneTimeLink,
  opened: readonly LivingOrganization[],
  account: string,
  now: number,
): readonly Write[] {
  if (shown === undefined) return verifyEmail(build, account, VERIFIED_BY_MAIL, now)
  const where = opened.find(({ id }) => id === shown.organization)
  // The server's own machine is above every customer: what was proven stays.
  if (shown.issuer === SERVER_ISSUER || where === undefined) return []
  return verifyEmail(build, account, verifiedByActivation(where.customer), now)
}
