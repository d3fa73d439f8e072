/**
 * What the link of a reset does, as things are now: whoever looks at it and whoever uses it are told the same. Only who
 * holds the link learns why it does not work any more.
 */
import { missingToActAs, refuse } from '../../core/index.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import { type Account, accountById, type OneTimeLink, oneTimeLink } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'
import { openedByPassword, SERVER_ISSUER } from './reset-links.ts'

export type Reset = {
  readonly link: OneTimeLink
  readonly account: Account
  /** What the new password opens. */
  readonly opened: readonly LivingOrganization[]
}

export type ResetState =
  | ({ readonly state: 'usable' } & Reset)
  | { readonly state: 'used' | 'expired' | 'not_valid'; readonly detail: string }

/** @returns `undefined` for what never was the link of a reset */
export async function findReset(deps: Deps, token: string, now: number): Promise<ResetState | undefined> {
  const link = isSecret('link', token) ? await oneTimeLink(deps.store, hashSecret(token)) : undefined
  if (link?.purpose !== 'reset' || link.account === undefined) return undefined
  if (link.usedAt !== undefined) return { state: 'used', detail: 'this link was used already' }
  if (link.expiresAt <= now)
    return { state: 'expired', detail: 'this link has expired or was replaced, ask for a new one' }
  const account = await accountById(deps.store, link.account)
  const opened = account === undefined ? [] : await openedByPassword(deps, account)
  if (account === undefined || opened.length === 0)
    return { state: 'not_valid', detail: 'this link is not valid any more' }
  if (await mayStillGive(deps, link, account, now)) return { state: 'usable', link, account, opened }
  const detail = 'whoever issued this link may not give what it would give now: ask for a new one'
  return { state: 'not_valid', detail }
}

/** @throws Refused LINK_NOT_VALID */
export async function resetBehind(deps: Deps, token: string, now: number): Promise<Reset> {
  const found = await findReset(deps, token, now)
  if (found?.state === 'usable') return found
  throw linkNotValid(found?.detail ?? 'this link is not valid')
}

/**
 * A link that an operator was shown gives what the account may do when it is used, not when it was shown: so it works
 * only while that operator could do all of it, and while the account is nobody else's member (S0-4).
 */
async function mayStillGive(
  deps: Deps,
  { shown }: OneTimeLink,
  { id }: Account,
  now: number,
): Promise<boolean> {
  if (shown === undefined || shown.issuer === SERVER_ISSUER) return true
  const all = await deps.organizations.of(id)
  const [here] = all
  const isOnlyHere = here !== undefined && all.length === 1 && here.id === shown.organization
  const issuer = here?.snapshot.members.get(shown.issuer)
  if (!isOnlyHere || issuer?.access !== 'allowed') return false
  return missingToActAs(here.snapshot, { type: 'principal', id: issuer.id }, id, now).length === 0
}

export function linkNotValid(detail: string): Refused {
  return new Refused(refuse('LINK_NOT_VALID', detail, { field: '/token' }))
}
