/** An activation link as it is typed: a whole URL, or the token in it. */
import { usage } from './failure.ts'

export type TypedLink = { readonly token: string; readonly origin?: string }

export function activationLink(text: string): TypedLink {
  if (!URL.canParse(text)) return { token: text }
  const { origin, searchParams } = new URL(text)
  const token = searchParams.get('token')
  if (!token) throw usage('this link has no token in it', 'paste the whole line after `Activation URL:`')
  return { token, origin }
}
