/**
 * Which domains an organization has proven to be its own. Without proof a domain has no effect: else an organization
 * could draw other people's addresses to its own provider (INV-15).
 */
import { Resolver } from 'node:dns/promises'
import type { SignInProvider, Snapshot } from '../../core/index.ts'
import { derivedKey, keyedHash } from '../../identity/sealed.ts'
import { forgetDomain, proveDomain, provenDomains, type Write } from '../../store/store.ts'
import { activity } from '../activity/record.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'

export type DnsRecord = { readonly name: string; readonly type: 'TXT'; readonly value: string }

export function recordFor(
  { secretKey }: Pick<Deps, 'secretKey'>,
  organization: string,
  domain: string,
): DnsRecord {
  const proof = keyedHash(derivedKey(secretKey, 'domain proof'), `${organization} ${domain}`)
  return { name: `_compartment.${domain}`, type: 'TXT', value: `compartment-domain=${proof}` }
}

export function domainsOf({ loginDomains = [], autoJoin }: SignInProvider): string[] {
  return [...new Set([...loginDomains, ...(autoJoin?.domains ?? [])])]
}

export async function proven({ store }: Deps, organization: string): Promise<ReadonlySet<string>> {
  return new Set((await provenDomains(store, organization)).map(({ domain }) => domain))
}

type Named = Pick<Snapshot['organization'], 'id' | 'name'>
type Proof = { readonly domain: string; readonly by: 'dns' | 'operator' }

/** Looks for proof of what is not proven yet. */
export async function newProofs(
  deps: Deps,
  { id, name }: Named,
  domains: readonly string[],
): Promise<readonly Proof[]> {
  const known = await proven(deps, id)
  const asked = domains.filter((domain) => !known.has(domain))
  const found = await Promise.all(asked.map((domain) => proofOf(deps, { id, name }, domain)))
  return found.filter((proof) => proof !== undefined)
}

async function proofOf(deps: Deps, { id, name: slug }: Named, domain: string): Promise<Proof | undefined> {
  if (deps.sso.domains.includes(`${slug}:${domain}`)) return { domain, by: 'operator' }
  const { name, value } = recordFor(deps, id, domain)
  try {
    const texts = await (deps.sso.resolveTxt ?? resolveTxt)(name)
    return texts.some((parts) => parts.join('') === value) ? { domain, by: 'dns' } : undefined
  } catch {
    return undefined
  }
}

async function resolveTxt(name: string): Promise<string[][]> {
  return new Resolver({ timeout: 3000, tries: 2 }).resolveTxt(name)
}

/** Together with the note that says so. */
export function proofWrites(
  deps: Deps,
  organization: string,
  proofs: readonly Proof[],
  { now, caller, address }: Call,
): Write[] {
  const { build } = deps.store
  return proofs.flatMap(({ domain, by }) => [
    ...proveDomain(build, organization, { domain, by, at: now }),
    ...activity(deps, {
      type: 'domain.proven',
      organization,
      actor: { account: caller?.account ?? null, type: caller?.type ?? 'user', address },
      at: now,
      data: { domain, by },
    }),
  ])
}

/** Proofs that nothing needs any more. @param after with the change made */
export function needlessProofs({ store: { build } }: Deps, before: Snapshot, after: Snapshot): Write[] {
  const kept = new Set(after.providers.flatMap(domainsOf))
  const gone = new Set(before.providers.flatMap(domainsOf).filter((domain) => !kept.has(domain)))
  return [...gone].flatMap((domain) => forgetDomain(build, before.organization.id, domain))
}
