/** Tells the owner of an account that its password was changed: if it was not them, nobody else can say so. */
import type { Account, Write } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import { post } from '../mail/post.ts'

export function passwordNotice(
  deps: Deps,
  { id, emailDisplay }: Account,
  cause: 'changed' | 'reset',
  at: number,
): readonly Write[] {
  const forgotUrl = `${deps.publicUrl}/forgot`
  return post(deps, { kind: 'password_changed', account: id, email: emailDisplay, at, cause, forgotUrl })
}
