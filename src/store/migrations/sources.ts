/** Migration 9: connected sources. */
import { type Migration, table } from './migration.ts'

export const sources: Migration = {
  number: 9,
  name: 'sources',
  statements: (dialect) => [
    table(
      dialect,
      'sources',
      [
        ['organization', 'text'],
        ['id', 'text'],
        ['name', 'text'],
        ['url', 'text'],
        ['branch', 'text'],
        ['project', 'text', 'null'],
        ['account', 'text'],
        ['created_at', 'bigint'],
      ],
      ['organization', 'id'],
    ),
  ],
}
