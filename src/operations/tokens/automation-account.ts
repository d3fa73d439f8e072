/** The account of a program: it has no way to sign in, and what owns it manages it. */
import type { Account } from '../../store/store.ts'
import type { Deps } from '../deps.ts'

/** @param owner id of the token or source, by which accounts of one name differ */
export function automationAccount(
  { newId }: Pick<Deps, 'newId'>,
  { name, owner, now }: { readonly name: string; readonly owner: string; readonly now: number },
): Account {
  const email = addressOf(name, owner)
  return {
    id: newId('usr'),
    email,
    emailDisplay: email,
    name,
    type: 'automation',
    epoch: 0,
    createdAt: now,
  }
}

const DOMAIN = '@automation.invalid'

/** @param email in normal form */
export function isProgramAddress(email: string): boolean {
  return email.endsWith(DOMAIN)
}

/** Tells programs of one name apart. No mail can be sent there: `.invalid` is reserved (RFC 2606). */
function addressOf(name: string, owner: string): string {
  const word = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40)
  return `${word || 'program'}-${owner.slice(-8)}${DOMAIN}`
}
