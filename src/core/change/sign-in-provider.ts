/** What adding and changing a sign-in provider share: which settings there can be, with names turned into ids. */

import { displayProblem } from '../model/name.ts'
import type { SignInProvider } from '../model/organization.ts'
import {
  isDomain,
  issuerProblem,
  type OidcConnection,
  type ProviderSettings,
  valueProblem,
} from '../model/sign-in-provider.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { findGroup, findRole, noGroup, noRole } from './lookup.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

/** As somebody asks for it; roles and groups by name or id. */
export type WantedSettings = {
  readonly displayName: string
  readonly enabled: boolean
} & ProviderSettings

/** More rules than this are a mistake; each is looked at with every sign-in. */
const MOST_RULES = 500
const MOST_DOMAINS = 50

export type Settled = ProviderSettings & Pick<SignInProvider, 'displayName' | 'enabled'>

/** @returns the settings with ids and without repetition, or why they cannot be */
export function settleProvider(snapshot: Snapshot, wanted: WantedSettings): Settled | Refusal {
  const { displayName, enabled, buttonText, loginDomains = [], autoJoin, oidc } = wanted
  const refusal =
    textRefusal(displayName, '/display_name') ??
    (buttonText === undefined ? undefined : textRefusal(buttonText, '/button_text')) ??
    domainsRefusal(loginDomains, '/login_domains') ??
    domainsRefusal(autoJoin?.domains ?? [], '/auto_join/domains') ??
    (oidc === undefined ? undefined : connectionRefusal(oidc))
  if (refusal !== undefined) return refusal
  const joining = settleJoining(snapshot, autoJoin)
  if (joining !== undefined && isRefusal(joining)) return joining
  const rules = settleRules(snapshot, wanted.groupRules ?? [])
  if (isRefusal(rules)) return rules
  return {
    displayName,
    enabled,
    ...(buttonText !== undefined && { buttonText }),
    ...(loginDomains.length > 0 && { loginDomains: sorted(loginDomains) }),
    ...(joining !== undefined && { autoJoin: joining }),
    ...(rules.length > 0 && { groupRules: rules }),
    ...(oidc !== undefined && { oidc }),
  }
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted()
}

function textRefusal(text: string, field: string): Refusal | undefined {
  const problem = text.trim() === '' || text.length > 100 ? 'it is empty or too long' : displayProblem(text)
  return problem === undefined ? undefined : refuse('INVALID', `this cannot be shown: ${problem}`, { field })
}

function domainsRefusal(domains: readonly string[], field: string): Refusal | undefined {
  if (domains.length > MOST_DOMAINS)
    return refuse('INVALID', `these are more than ${MOST_DOMAINS} domains`, { field })
  const bad = domains.find((domain) => !isDomain(domain))
  if (bad === undefined) return undefined
  return refuse('INVALID', `\`${bad}\` is not a domain: write it like example.com`, { field })
}

const NAME = /^[\x21-\x7e]{1,200}$/

function connectionRefusal({ issuer, clientId, scopes, claims }: OidcConnection): Refusal | undefined {
  const problem = issuerProblem(issuer)
  if (problem !== undefined)
    return refuse('INVALID', `\`${issuer}\` cannot be an issuer: ${problem}`, { field: '/issuer' })
  if (!NAME.test(clientId)) return refuse('INVALID', 'this cannot be a client id', { field: '/client_id' })
  const scope = scopes.find((one) => !NAME.test(one))
  if (scope !== undefined)
    return refuse('INVALID', `\`${scope}\` cannot be a scope to ask for`, { field: '/scopes' })
  const claim = Object.values(claims).find((name) => valueProblem(name) !== undefined)
  if (claim === undefined) return undefined
  return refuse('INVALID', `\`${claim}\` cannot be a claim's name`, { field: '/claims' })
}

type Joining = ProviderSettings['autoJoin']

function settleJoining(snapshot: Snapshot, wanted: Joining): Joining | Refusal {
  if (wanted === undefined || wanted.domains.length === 0) return undefined
  const role = wanted.role === undefined ? undefined : findRole(snapshot, wanted.role)
  if (wanted.role !== undefined && role === undefined) return noRole(wanted.role, '/auto_join/role')
  return { domains: sorted(wanted.domains), ...(role !== undefined && { role: role.id }) }
}

type Rules = NonNullable<ProviderSettings['groupRules']>

function settleRules(snapshot: Snapshot, wanted: Rules): Rules | Refusal {
  if (wanted.length > MOST_RULES)
    return refuse('INVALID', `these are more than ${MOST_RULES} rules`, { field: '/group_rules' })
  const rules = new Map<string, Rules[number]>()
  for (const [at, { value, group: named }] of wanted.entries()) {
    const problem = valueProblem(value)
    const field = `/group_rules/${at}`
    if (problem !== undefined)
      return refuse('INVALID', `a provider's group cannot be named so: ${problem}`, {
        field: `${field}/value`,
      })
    const group = findGroup(snapshot, named)
    if (group === undefined) return noGroup(named, `${field}/group`)
    rules.set(`${group.id} ${value}`, { value, group: group.id })
  }
  return [...rules.keys()].toSorted().map((key) => rules.get(key)!)
}

/** A provider by id or key. */
export function findProvider({ providers }: Snapshot, idOrKey: string): SignInProvider | undefined {
  return providers.find(({ id, key }) => id === idOrKey || key === idOrKey)
}

export function noProvider(idOrKey: string): Refusal {
  return refuse('NOT_FOUND', `no sign-in provider \`${idOrKey}\``, {
    field: '/provider',
    next: 'compartment sso oidc list',
  })
}

/** What a provider gives people cannot go before the provider gives something else. */
export function givenBySignIn(kind: 'role' | 'group', name: string, { key }: SignInProvider): Refusal {
  return refuse('IN_USE', `the sign-in provider \`${key}\` gives the ${kind} \`${name}\``, {
    field: `/${kind}`,
    next: `compartment sso oidc update ${key}`,
  })
}
