/** Migration 3: expectations. */
import { type Migration, table } from './migration.ts'

export const expectations: Migration = {
  number: 3,
  name: 'expectations',
  statements: (dialect) => [
    table(
      dialect,
      'expectations',
      [
        ['organization', 'text'],
        ['id', 'text'],
        ['subject_type', 'text'],
        ['subject', 'text'],
        ['can', 'integer'],
        ['permission', 'text'],
        ['scope', 'text'],
        ['note', 'text', 'null'],
      ],
      ['organization', 'id'],
    ),
  ],
}
