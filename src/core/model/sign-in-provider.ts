/**
 * A sign-in provider's settings, as far as the organization's journal knows them: who it is, what it may say of people,
 * and what that gives them here. Secrets are not among them.
 */
import { displayProblem } from './name.ts'

/** What the provider calls what we want to know: a claim's own name, or a JSON pointer (`/realm_access/roles`). */
export type ClaimNames = {
  readonly email: string
  /** Counts only where it is `true` and nothing else (OIDC-07). */
  readonly emailVerified: string
  readonly username: string
  readonly name: string
  readonly groups: string
  readonly roles: string
}

export const USUAL_CLAIMS: ClaimNames = {
  email: 'email',
  emailVerified: 'email_verified',
  username: 'preferred_username',
  name: 'name',
  groups: 'groups',
  roles: 'roles',
}

export type OidcConnection = {
  /** Exactly as the provider states it; it never changes, since subjects mean something at this issuer alone. */
  readonly issuer: string
  readonly clientId: string
  /** When the client secret was set last, epoch milliseconds; absent: a public client. */
  readonly secretSetAt?: number
  /** Asked for beside `openid`. */
  readonly scopes: readonly string[]
  readonly claims: ClaimNames
}

export const USUAL_SCOPES: readonly string[] = ['profile', 'email']

/** Whoever signs in with a verified address of these domains becomes a member. */
export type AutoJoin = {
  readonly domains: readonly string[]
  /** Id of a role, given at the organization. */
  readonly role?: string
}

/** Whoever the provider says is in `value`, exactly so spelt, has a seat in the group here. */
export type GroupRule = { readonly value: string; readonly group: string }

export type ProviderSettings = {
  readonly buttonText?: string
  /** Addresses of these domains are sent to this provider. */
  readonly loginDomains?: readonly string[]
  readonly autoJoin?: AutoJoin
  readonly groupRules?: readonly GroupRule[]
  /** Absent: nothing connects it yet. */
  readonly oidc?: OidcConnection
}

const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** Lower case, in ASCII, at least two labels; no wildcard. */
export function isDomain(text: string): boolean {
  return DOMAIN.test(text)
}

/** @param email in normal form */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1)
}

/** Why this cannot be an issuer, or `undefined`. Where it may lead is judged when it is called. */
export function issuerProblem(text: string): string | undefined {
  if (text.length > 500 || !/^https?:\/\/[\x21-\x7e]+$/.test(text)) return 'it is not a web address'
  if (/[?#\\@]/.test(text)) return 'it has a query, a fragment or credentials'
  return undefined
}

const LONGEST_VALUE = 256

/** Why a provider's group cannot be named so, or `undefined`. */
export function valueProblem(value: string): string | undefined {
  if (value === '' || value.length > LONGEST_VALUE) return `it is empty or longer than ${LONGEST_VALUE}`
  return displayProblem(value)
}
