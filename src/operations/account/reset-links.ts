/**
 * Links that set a new password. Only an account that signs in with one has them: a reset gives nobody a password, a
 * membership or an activation (S0-4). The newest replaces those before it.
 */
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { type Account, createLink, endLinks, type Write, withdrawMail } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { takesPasswordOf } from './takes-password.ts'

/** Milliseconds. */
const LIFETIME = 3_600_000

/** In place of an operator: the server's own machine, where whoever can read the data needs no link. */
export const SERVER_ISSUER = 'system'

export type ResetLink = {
  readonly url: string
  readonly expiresAt: number
  readonly writes: readonly Write[]
}

/** @param shown to whom it is shown besides the account's owner, and where */
export function newResetLink(
  { store, publicUrl }: Deps,
  account: string,
  now: number,
  shown?: { readonly organization: string; readonly issuer: string },
): ResetLink {
  const token = newSecret('link')
  const expiresAt = now + LIFETIME
  return {
    url: `${publicUrl}/reset?token=${token}`,
    expiresAt,
    writes: [
      ...endResets(store.build, account, now),
      ...createLink(store.build, {
        tokenHash: hashSecret(token),
        purpose: 'reset',
        account,
        createdAt: now,
        expiresAt,
        ...(shown !== undefined && { shown }),
      }),
    ],
  }
}

/** Ends every reset that is under way: its link, and the letter that has not left yet. */
export function endResets(build: Deps['store']['build'], account: string, now: number): Write[] {
  const letters = { account, kinds: ['password_reset', 'operator_reset'] }
  return [
    ...endLinks(build, account, 'reset', now),
    ...withdrawMail(build, letters, 'not sent: its link does not work any more', now),
  ]
}

/** The organizations that a new password would open; where there is none, there is nothing to reset. */
export async function openedByPassword(deps: Deps, account: Account): Promise<LivingOrganization[]> {
  if (account.type !== 'user' || account.passwordHash === undefined) return []
  return (await deps.organizations.of(account.id)).filter((living) => takesPasswordOf(living, account.id))
}
