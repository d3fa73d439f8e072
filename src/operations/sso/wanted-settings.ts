/** What a request says of a provider's settings, as the core's commands take it. */
import type { Input } from '../../contract/table.ts'
import type { SignInProvider } from '../../core/index.ts'
import { type ClaimNames, USUAL_CLAIMS, USUAL_SCOPES } from '../../core/model/sign-in-provider.ts'

type Body = Omit<Input<'updateOidcProvider'>['body'], 'reason'>

/** Names of claims that were given, each under what we call it. */
function claimsOf(body: Body): Partial<ClaimNames> {
  const given = {
    email: body.email_claim,
    emailVerified: body.email_verified_claim,
    username: body.username_claim,
    name: body.name_claim,
    groups: body.groups_claim,
    roles: body.roles_claim,
  }
  return Object.fromEntries(Object.entries(given).filter(([, name]) => name !== undefined))
}

/** @param was of a provider that is there already. @returns `null` where nobody joins by themselves */
function joiningOf(body: Body, was: SignInProvider['autoJoin']): SignInProvider['autoJoin'] | null {
  const domains = lowerCase(body.auto_join_domains) ?? was?.domains ?? []
  const role = body.auto_join_role === undefined ? was?.role : (body.auto_join_role ?? undefined)
  return domains.length === 0 ? null : { domains, ...(role !== undefined && { role }) }
}

function lowerCase(domains: readonly string[] | undefined): string[] | undefined {
  return domains?.map((domain) => domain.trim().toLowerCase())
}

function sharedBy(body: Body) {
  const loginDomains = lowerCase(body.login_domains)
  return {
    ...(loginDomains !== undefined && { loginDomains }),
    ...(body.group_rules !== undefined && { groupRules: body.group_rules }),
  }
}

/** @param id given, because its secret is sealed for it */
export function toAdd({ body }: Input<'addOidcProvider'>, id: string, now: number) {
  const joining = joiningOf(body, undefined)
  const hasSecret = typeof body.client_secret === 'string'
  return {
    id,
    key: body.key,
    displayName: body.display_name,
    ...(typeof body.button_text === 'string' && { buttonText: body.button_text }),
    ...sharedBy(body),
    ...(joining && { autoJoin: joining }),
    oidc: {
      issuer: body.issuer,
      clientId: body.client_id,
      ...(hasSecret && { secretSetAt: now }),
      scopes: body.scopes ?? USUAL_SCOPES,
      claims: { ...USUAL_CLAIMS, ...claimsOf(body) },
    },
  }
}

export function toUpdate({ body }: Input<'updateOidcProvider'>, provider: SignInProvider, now: number) {
  const { oidc } = provider
  const named = claimsOf(body)
  const { client_secret: secret } = body
  const connection = {
    ...(body.client_id !== undefined && { clientId: body.client_id }),
    ...(body.scopes !== undefined && { scopes: body.scopes }),
    ...(Object.keys(named).length > 0 && { claims: { ...(oidc?.claims ?? USUAL_CLAIMS), ...named } }),
    ...(secret !== undefined && { secretSetAt: secret === null ? undefined : now }),
  }
  return {
    provider: provider.id,
    change: {
      ...(body.display_name !== undefined && { displayName: body.display_name }),
      ...(body.enabled !== undefined && { enabled: body.enabled }),
      ...(body.button_text !== undefined && { buttonText: body.button_text }),
      ...sharedBy(body),
      autoJoin: joiningOf(body, provider.autoJoin),
      ...(Object.keys(connection).length > 0 && { oidc: connection }),
    },
  }
}
