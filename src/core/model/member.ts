/** A membership: one account in one organization. `status` and `access` are separate facts. */

export type MemberType = 'user' | 'automation'

/** What this organization may know of an account's ways to sign in: never a secret, never a foreign provider. */
export type SignInPath = {
  readonly password: boolean
  /** Ids of this organization's providers with which an identity of the account is linked. */
  readonly providers: readonly string[]
}

/** What owns an automation account and alone may change it (S0-13). */
export type Owner = { readonly type: 'token' | 'source'; readonly id: string }

export type Member = {
  /** The account's id, `usr_…`; the journal knows people by it alone. */
  readonly id: string
  readonly type: MemberType
  readonly status: 'invited' | 'active'
  readonly access: 'allowed' | 'blocked'
  readonly betaAccess: boolean
  readonly signInPath: SignInPath
  /** Automation accounts only. */
  readonly owner?: Owner
  /** Epoch milliseconds. */
  readonly since: number
}

export const NO_SIGN_IN_PATH: SignInPath = { password: false, providers: [] }

/** Where somebody is looked for among people (F01). */
export type Standing = 'active' | 'inactive' | 'pending'

/** Exactly one, whatever else is true of them: who was blocked before accepting an invitation is inactive too. */
export function standingOf({ status, access }: Pick<Member, 'status' | 'access'>): Standing {
  if (access === 'blocked') return 'inactive'
  return status === 'invited' ? 'pending' : 'active'
}
