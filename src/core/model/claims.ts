/**
 * What a provider says of a person, read through the names that its settings give: exactly as it is spelt, nothing split,
 * nothing guessed. Whatever has another type than it should have was not said.
 */
import { normalEmail } from './email.ts'
import { displayProblem } from './name.ts'
import type { ClaimNames } from './sign-in-provider.ts'

export type ClaimSet = Readonly<Record<string, unknown>>

export type Told = {
  readonly subject: string
  /** In normal form. */
  readonly email?: string
  /** As it was written. */
  readonly emailDisplay?: string
  /** The provider says that it has verified the address. */
  readonly verified: boolean
  readonly username?: string
  readonly name?: string
  readonly groups: readonly string[]
  readonly roles: readonly string[]
}

/** OpenID Connect: at most 255 ASCII characters. What only looks equal (case, spaces around, other forms) is another one. */
const SUBJECT = /^[\x21-\x7e](?:[\x20-\x7e]{0,253}[\x21-\x7e])?$/
const LONGEST = 256

/** @returns `undefined` where the subject could be nobody's, or several people's */
export function readClaims(claims: ClaimSet, names: ClaimNames): Told | undefined {
  const { sub } = claims
  if (typeof sub !== 'string' || !SUBJECT.test(sub)) return undefined
  const emailDisplay = textIn(claims, names.email)
  const email = emailDisplay === undefined ? undefined : normalEmail(emailDisplay)
  const username = textIn(claims, names.username)
  const name = textIn(claims, names.name)
  return {
    subject: sub,
    ...(email !== undefined && { email, emailDisplay: emailDisplay!.trim() }),
    verified: email !== undefined && claimIn(claims, names.emailVerified) === true,
    ...(username !== undefined && { username }),
    ...(name !== undefined && { name }),
    groups: listIn(claims, names.groups),
    roles: listIn(claims, names.roles),
  }
}

/** A claim of that very name, else what a JSON pointer leads to. Nothing is inherited. */
export function claimIn(claims: ClaimSet, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name]
  if (!name.startsWith('/')) return undefined
  let found: unknown = claims
  for (const step of name.slice(1).split('/')) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as ClaimSet)[key]
  }
  return found
}

function textIn(claims: ClaimSet, name: string): string | undefined {
  const value = claimIn(claims, name)
  return isPlain(value) ? value : undefined
}

/** A single text is a list of one: it is not taken apart. */
function listIn(claims: ClaimSet, name: string): string[] {
  const value = claimIn(claims, name)
  if (isPlain(value)) return [value]
  return Array.isArray(value) ? [...new Set(value.filter(isPlain))] : []
}

function isPlain(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value !== '' &&
    value.length <= LONGEST &&
    displayProblem(value) === undefined
  )
}
