/** Migration 6: sign-in facts of a session, the organizations that it opens no more, and sign-ins of programs through a browser. */
import { index, type Migration, table } from './migration.ts'

const TIMES = [
  ['created_at', 'bigint'],
  ['expires_at', 'bigint'],
] as const

export const sessionPlaces: Migration = {
  number: 6,
  name: 'session-places',
  statements: (dialect) => [
    `alter table "sessions" add column "claims" ${dialect === 'sqlite' ? 'text' : 'text collate "C"'}`,
    table(
      dialect,
      'session_closures',
      [
        ['session', 'text', 'not null references "sessions" ("id") on delete cascade'],
        ['organization', 'text'],
        ['at', 'bigint'],
      ],
      ['session', 'organization'],
    ),
    table(
      dialect,
      'device_logins',
      [
        ['device_hash', 'text'],
        ['user_code_hash', 'text', 'not null unique'],
        ['client', 'text'],
        ['device', 'text', 'null'],
        ['address', 'text'],
        ...TIMES,
        ['interval', 'bigint'],
        ['polled_at', 'bigint', 'null'],
        ['state', 'text'],
        ['shown_to', 'text', 'null'],
        ['session', 'text', 'null'],
        ['epoch', 'integer', 'null'],
      ],
      ['device_hash'],
    ),
    index('device_logins_by_address', 'device_logins', ['address']),
  ],
}
