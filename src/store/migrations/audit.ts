/** Migration 4: which change a record belongs to; the activity log and its batches; signed checkpoints. */
import type { Dialect } from '../builder.ts'
import { index, type Migration, table } from './migration.ts'

const HOUSE = ['organization', 'text'] as const

export const audit: Migration = {
  number: 4,
  name: 'audit',
  statements: (dialect) => [
    // Records from before have none: their hash was made without it.
    `alter table "journal" add column "change" ${dialect === 'sqlite' ? 'integer' : 'bigint'} null`,
    ...activity(dialect),
    table(
      dialect,
      'checkpoints',
      [
        HOUSE,
        ['number', 'bigint'],
        ['at', 'bigint'],
        ['journal_size', 'bigint'],
        ['journal_root', 'text'],
        ['journal_head', 'text'],
        ['peaks', 'text'],
        ['activity_batch', 'bigint'],
        ['activity_hash', 'text'],
        ['previous_hash', 'text'],
        ['hash', 'text'],
        ['key_id', 'text'],
        ['signature', 'text'],
      ],
      ['organization', 'number'],
    ),
  ],
}

function activity(dialect: Dialect): string[] {
  return [
    table(
      dialect,
      'activity',
      [
        HOUSE,
        ['id', 'text'],
        ['at', 'bigint'],
        ['type', 'text'],
        ['actor_account', 'text', 'null'],
        ['actor_type', 'text'],
        ['actor_session', 'text', 'null'],
        ['actor_address', 'text', 'null'],
        ['on_behalf_of', 'text', 'null'],
        ['data', 'text'],
        ['hash', 'text'],
        ['batch', 'bigint', 'null'],
      ],
      ['organization', 'id'],
    ),
    index('activity_by_time', 'activity', ['organization', 'at', 'id']),
    index('activity_by_batch', 'activity', ['organization', 'batch', 'id']),
    'create index "activity_open" on "activity" ("organization", "id") where "batch" is null',
    table(
      dialect,
      'activity_batches',
      [
        HOUSE,
        ['number', 'bigint'],
        ['at', 'bigint'],
        ['count', 'integer'],
        ['content', 'text'],
        ['previous_hash', 'text'],
        ['hash', 'text'],
        ['cut_at', 'bigint', 'null'],
      ],
      ['organization', 'number'],
    ),
  ]
}
