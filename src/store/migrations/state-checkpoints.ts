/** Migration 8: whole states of organizations, from which questions about the past go on. */
import { type Migration, table } from './migration.ts'

export const stateCheckpoints: Migration = {
  number: 8,
  name: 'state-checkpoints',
  statements: (dialect) => [
    table(
      dialect,
      'state_checkpoints',
      [
        ['organization', 'text'],
        ['sequence', 'bigint'],
        ['head_hash', 'text'],
        ['format', 'integer'],
        ['size', 'bigint'],
        ['seal', 'text'],
        ['created_at', 'bigint'],
      ],
      ['organization', 'sequence'],
    ),
    table(
      dialect,
      'state_checkpoint_parts',
      [
        ['organization', 'text'],
        ['sequence', 'bigint'],
        ['part', 'integer'],
        ['content', 'text'],
      ],
      ['organization', 'sequence', 'part'],
    ),
  ],
}
