/** The organization itself, and its ways to sign in. */
import type { EventType } from '../../core/catalogue/events.ts'
import type { SignInProvider } from '../../core/model/organization.ts'
import type { Builder } from '../builder.ts'
import { canonicalJson } from '../canonical-json.ts'
import { StoreFault } from '../fault.ts'
import { GENESIS } from '../journal.ts'
import { one, type Write } from '../statement.ts'
import type { OrganizationRow } from '../tables.ts'
import { flag } from './flag.ts'
import { DRIFT, type Place, type Projection } from './projection.ts'

export const ORGANIZATION: Projection<Extract<EventType, `organization.${string}` | `provider.${string}`>> = {
  'organization.created': ({ organization }, { organization: id, at, customer }, build) => {
    if (customer === undefined) throw new StoreFault('value', 'a new organization needs its customer')
    if (organization.id !== id) throw new StoreFault('value', 'a new organization needs a journal of its own')
    return [
      build.insert('organizations', {
        id,
        customer,
        name: organization.name,
        display_name: organization.displayName,
        tier: organization.tier,
        passwords: flag(organization.passwords),
        settings: canonicalJson(organization.settings),
        sequence: 0,
        head_hash: GENESIS,
        created_at: at,
      }),
    ]
  },
  'organization.settings.changed': ({ after }, place, build) =>
    change(place, build, { settings: canonicalJson(after) }),
  'organization.tier.changed': ({ after }, place, build) => change(place, build, { tier: after }),
  'organization.passwords.changed': ({ after }, place, build) =>
    change(place, build, { passwords: flag(after) }),
  'provider.added': ({ provider }, { organization }, build) => [
    build.insert('providers', {
      organization,
      id: provider.id,
      key: provider.key,
      ...providerRow(provider),
    }),
  ],
  'provider.updated': ({ after }, { organization }, build) => [
    one(build.update('providers', { organization, id: after.id }, providerRow(after)), DRIFT),
  ],
  'provider.removed': ({ provider }, { organization }, build) => [
    one(build.remove('providers', { organization, id: provider.id }), DRIFT),
  ],
}

function providerRow({ displayName, enabled, ...rest }: SignInProvider) {
  const settings = Object.entries(rest).filter(([name]) => name !== 'id' && name !== 'key')
  return {
    display_name: displayName,
    enabled: flag(enabled),
    settings: settings.length === 0 ? null : canonicalJson(Object.fromEntries(settings)),
  }
}

function change({ organization }: Place, build: Builder, set: Partial<OrganizationRow>): Write[] {
  return [one(build.update('organizations', { id: organization }, set), DRIFT)]
}
