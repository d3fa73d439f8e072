/** A token before it is stored: the secret goes out once, its hash stays. */
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import type { Token } from '../../store/store.ts'
import type { Deps } from '../deps.ts'

/** Of the secret, by which people tell their tokens apart. */
const SHOWN = 12

export type NewToken = { readonly secret: string; readonly token: Token }

export function newToken(
  { newId }: Pick<Deps, 'newId'>,
  given: Omit<Token, 'id' | 'prefix' | 'tokenHash'>,
): NewToken {
  const secret = newSecret('token')
  const token = { ...given, id: newId('tok'), prefix: secret.slice(0, SHOWN), tokenHash: hashSecret(secret) }
  return { secret, token }
}
