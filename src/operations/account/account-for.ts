/** The account of an address, or the one that comes with an invitation to it: without password, without identity. */
import { refuse } from '../../core/index.ts'
import { normalEmail } from '../../core/model/email.ts'
import { type Account, accountByEmail } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

export type AccountFor = { readonly account: Account; readonly isNew: boolean }

/** @throws Refused INVALID where it is no address */
export async function accountFor(
  { store, newId }: Deps,
  { email: text, name = '' }: { readonly email: string; readonly name?: string | undefined },
  now: number,
): Promise<AccountFor> {
  const email = requireEmail(text)
  const known = await accountByEmail(store, email)
  if (known !== undefined) return { account: known, isNew: false }
  const emailDisplay = text.trim()
  const account: Account = {
    id: newId('usr'),
    email,
    emailDisplay,
    name,
    type: 'user',
    epoch: 0,
    createdAt: now,
  }
  return { account, isNew: true }
}

/** @returns its normal form. @throws Refused INVALID where it is no address */
export function requireEmail(text: string): string {
  const email = normalEmail(text)
  if (email !== undefined) return email
  throw new Refused(refuse('INVALID', `\`${text}\` is not an e-mail address`, { field: '/email' }))
}
