/** Migration 10: where the beginning of a journal was removed, and what the organization was there. */
import { type Migration, table } from './migration.ts'

export const journalCuts: Migration = {
  number: 10,
  name: 'journal-cuts',
  statements: (dialect) => [
    table(
      dialect,
      'journal_cuts',
      [
        ['organization', 'text'],
        ['number', 'bigint'],
        ['at', 'bigint'],
        ['through', 'bigint'],
        ['count', 'bigint'],
        ['known_from', 'bigint'],
        ['head', 'text'],
        ['checkpoint', 'bigint'],
        ['peaks', 'text'],
        ['state_format', 'integer'],
        ['state_size', 'bigint'],
        ['state_hash', 'text'],
        ['previous_hash', 'text'],
        ['hash', 'text'],
        ['key_id', 'text'],
        ['signature', 'text'],
      ],
      ['organization', 'number'],
    ),
    table(
      dialect,
      'journal_cut_parts',
      [
        ['organization', 'text'],
        ['part', 'integer'],
        ['content', 'text'],
      ],
      ['organization', 'part'],
    ),
  ],
}
