/** Migration 1: the tables of an organization, each with a primary key that starts with the organization. */
import type { Dialect } from '../builder.ts'
import { index, type Migration, table } from './migration.ts'

const HOUSE = ['organization', 'text'] as const
const ID = ['id', 'text'] as const
const NAME = ['name', 'text'] as const
const DISPLAY_NAME = ['display_name', 'text'] as const
const CREATED = ['created_at', 'bigint'] as const
const KEY = ['organization', 'id'] as const

export const organizations: Migration = {
  number: 1,
  name: 'organizations',
  statements: (dialect) => [
    ...account(dialect),
    ...people(dialect),
    ...access(dialect),
    ...resources(dialect),
  ],
}

function account(dialect: Dialect): string[] {
  return [
    table(
      dialect,
      'install',
      [
        ['key', 'text'],
        ['value', 'text'],
      ],
      ['key'],
    ),
    table(dialect, 'customers', [ID, NAME, CREATED], ['id']),
    table(
      dialect,
      'organizations',
      [
        ID,
        ['customer', 'text', 'not null references "customers" ("id")'],
        ['name', 'text', 'not null unique'],
        DISPLAY_NAME,
        ['tier', 'text'],
        ['passwords', 'integer'],
        ['settings', 'text'],
        ['sequence', 'bigint'],
        ['head_hash', 'text'],
        CREATED,
      ],
      ['id'],
    ),
    table(
      dialect,
      'journal',
      [
        HOUSE,
        ['sequence', 'bigint'],
        ['at', 'bigint'],
        ['actor_account', 'text', 'null'],
        ['actor_type', 'text'],
        ['actor_session', 'text', 'null'],
        ['actor_address', 'text', 'null'],
        ['on_behalf_of', 'text', 'null'],
        ['command', 'text'],
        ['reason', 'text', 'null'],
        ['type', 'text'],
        ['data', 'text'],
        ['previous_hash', 'text'],
        ['hash', 'text'],
      ],
      ['organization', 'sequence'],
    ),
  ]
}

function people(dialect: Dialect): string[] {
  return [
    table(
      dialect,
      'members',
      [
        HOUSE,
        ID,
        ['type', 'text'],
        ['status', 'text'],
        ['access', 'text'],
        ['beta_access', 'integer'],
        ['password', 'integer'],
        ['providers', 'text'],
        ['owner_type', 'text', 'null'],
        ['owner_id', 'text', 'null'],
        ['since', 'bigint'],
      ],
      KEY,
    ),
    index('members_by_account', 'members', ['id']),
    table(
      dialect,
      'invitations',
      [
        HOUSE,
        ID,
        ['principal', 'text'],
        ['state', 'text'],
        ['expires_at', 'bigint'],
        ['invited_by', 'text'],
        CREATED,
        ['issued', 'integer'],
      ],
      ['organization', 'principal'],
      ['unique ("organization", "id")'],
    ),
    index('invitations_by_account', 'invitations', ['principal']),
    table(dialect, 'groups', [HOUSE, ID, NAME, ['description', 'text']], KEY),
    table(
      dialect,
      'seats',
      [HOUSE, ['group_id', 'text'], ['principal', 'text'], ['source', 'text']],
      ['organization', 'group_id', 'principal'],
    ),
  ]
}

function access(dialect: Dialect): string[] {
  return [
    table(
      dialect,
      'roles',
      [HOUSE, ID, NAME, ['kind', 'text'], ['description', 'text'], ['permissions', 'text']],
      KEY,
    ),
    table(
      dialect,
      'assignments',
      [
        HOUSE,
        ID,
        ['role', 'text'],
        ['scope', 'text'],
        ['subject_type', 'text'],
        ['subject', 'text'],
        ['not_before', 'bigint', 'null'],
        ['expires_at', 'bigint', 'null'],
        ['reason', 'text', 'null'],
        CREATED,
      ],
      KEY,
    ),
  ]
}

function resources(dialect: Dialect): string[] {
  return [
    table(dialect, 'projects', [HOUSE, ID, NAME, DISPLAY_NAME, ['archived', 'integer']], KEY),
    table(dialect, 'environments', [HOUSE, ID, ['project', 'text'], NAME], KEY),
    table(dialect, 'providers', [HOUSE, ID, ['key', 'text'], DISPLAY_NAME, ['enabled', 'integer']], KEY),
    table(dialect, 'catalogues', [HOUSE, NAME, ['content', 'text']], ['organization', 'name']),
    table(dialect, 'features', [HOUSE, ['key', 'text']], ['organization', 'key']),
  ]
}
