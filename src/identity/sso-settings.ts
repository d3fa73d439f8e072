/** What the server's settings say of single sign-on: where providers may be, and whose domains need no proof. */

export type SsoSettings = {
  readonly privateAddresses: boolean
  /** `acme:example.com`. */
  readonly domains: readonly string[]
}

type Problem = { readonly name: string; readonly cause: string; readonly fix: string }

const VOUCHED = /^[a-z0-9-]{1,63}:(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/

export function ssoSettings(get: (name: string) => string | undefined): {
  readonly sso: SsoSettings
  readonly problem?: Problem
} {
  const answer = get('SSO_PRIVATE_ADDRESSES') ?? 'no'
  const domains = (get('SSO_DOMAINS') ?? '').split(/[\s,]+/).filter((one) => one !== '')
  const sso = { privateAddresses: answer === 'yes', domains }
  if (answer !== 'yes' && answer !== 'no') {
    const cause = `\`${answer}\` is neither yes nor no`
    return { sso, problem: { name: 'SSO_PRIVATE_ADDRESSES', cause, fix: 'write yes, or leave it out' } }
  }
  const bad = domains.find((one) => !VOUCHED.test(one))
  if (bad === undefined) return { sso }
  const cause = `\`${bad}\` is not an organization with a domain`
  return { sso, problem: { name: 'SSO_DOMAINS', cause, fix: 'write them like acme:acme.example' } }
}
