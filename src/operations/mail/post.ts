/** Posting a letter: rows for the transaction of what it tells of, so that neither exists without the other. */
import { normalEmail } from '../../core/model/email.ts'
import { derivedKey, seal } from '../../identity/sealed.ts'
import { queueMail, type Write } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { Letter } from './letter.ts'
import { written } from './letters/all.ts'

/** A letter in which nothing ends is worth sending this long. */
const WORTH = 48 * 3_600_000

/** Whether there is a mail server. Without one links are shown to whoever issues them, and the answer says so. */
export function mailIsConfigured({ mail }: Pick<Deps, 'mail'>): boolean {
  return mail !== undefined
}

export function newLetterId({ newId }: Pick<Deps, 'newId'>): string {
  return newId('mai')
}

/** Nothing where there is no mail server. Its text is sealed until it is sent, then wiped: it can hold a link. */
export function post(deps: Deps, letter: Letter): readonly Write[] {
  if (!mailIsConfigured(deps)) return []
  const id = letter.id ?? newLetterId(deps)
  const createdAt = deps.clock()
  const { organization, account, email, kind } = letter
  return queueMail(deps.store.build, {
    id,
    ...(organization !== undefined && { organization }),
    account,
    kind,
    address: deliverable(email),
    sealed: seal(mailKey(deps), id, JSON.stringify(written(letter))),
    expiresAt: letter.expiresAt ?? createdAt + WORTH,
    createdAt,
  })
}

/** Under which letters are sealed. */
export function mailKey({ secretKey }: Pick<Deps, 'secretKey'>): Uint8Array {
  return derivedKey(secretKey, 'mail')
}

/** An account is its normal address: a spelling that is another mailbox gets no mail for it. */
function deliverable(email: string): string {
  const normal = normalEmail(email)
  return normal === undefined || email.toLowerCase() === normal ? email : normal
}
