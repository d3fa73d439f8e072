/**
 * Migration 11: what connects sign-in providers, their sealed secrets, sign-ins under way, domains that were proven, and
 * who was a member once.
 */
import { index, type Migration, table } from './migration.ts'

export const singleSignOn: Migration = {
  number: 11,
  name: 'single-sign-on',
  statements: (dialect) => [
    `alter table "providers" add column "settings" ${dialect === 'sqlite' ? 'text' : 'text collate "C"'}`,
    table(
      dialect,
      'provider_secrets',
      [
        ['provider', 'text'],
        ['sealed', 'text'],
      ],
      ['provider'],
    ),
    table(
      dialect,
      'sso_flows',
      [
        ['state_hash', 'text'],
        ['browser_hash', 'text'],
        ['organization', 'text'],
        ['provider', 'text'],
        ['sealed', 'text'],
        ['return_to', 'text', 'null'],
        ['address', 'text'],
        ['created_at', 'bigint'],
        ['expires_at', 'bigint'],
        ['used_at', 'bigint', 'null'],
      ],
      ['state_hash'],
    ),
    index('sso_flows_by_address', 'sso_flows', ['address']),
    table(
      dialect,
      'proven_domains',
      [
        ['domain', 'text'],
        ['organization', 'text'],
        ['by', 'text'],
        ['at', 'bigint'],
      ],
      ['domain', 'organization'],
    ),
    table(
      dialect,
      'departures',
      [
        ['organization', 'text'],
        ['account', 'text'],
        ['at', 'bigint'],
      ],
      ['organization', 'account'],
    ),
    index('sessions_by_provider', 'sessions', ['provider']),
  ],
}
