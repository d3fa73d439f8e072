/** The outbox of mail, the counts of the throttle, and what is known of who issued a one-time link. */
import { index, type Migration, table } from './migration.ts'

export const mail: Migration = {
  number: 7,
  name: 'mail and throttle',
  statements: (dialect) => {
    const text = dialect === 'sqlite' ? 'text' : 'text collate "C"'
    return [
      table(
        dialect,
        'mail',
        [
          ['id', 'text'],
          ['organization', 'text', 'null'],
          ['account', 'text', 'not null references "accounts" ("id") on delete cascade'],
          ['kind', 'text'],
          ['address', 'text'],
          ['sealed', 'text', 'null'],
          ['state', 'text'],
          ['attempts', 'integer'],
          ['next_try_at', 'bigint', 'null'],
          ['claimed_until', 'bigint', 'null'],
          ['expires_at', 'bigint'],
          ['answer', 'text', 'null'],
          ['created_at', 'bigint'],
          ['settled_at', 'bigint', 'null'],
        ],
        ['id'],
      ),
      index('mail_by_next_try', 'mail', ['next_try_at']),
      index('mail_by_account', 'mail', ['account', 'id']),
      index('mail_by_organization', 'mail', ['organization', 'id']),
      table(
        dialect,
        'throttle',
        [
          ['key', 'text'],
          ['began', 'bigint'],
          ['attempts', 'integer'],
          ['waits', 'integer'],
          ['until', 'bigint'],
          ['known_until', 'bigint'],
          ['forget_at', 'bigint'],
        ],
        ['key'],
      ),
      index('throttle_by_forget_at', 'throttle', ['forget_at']),
      `alter table "one_time_links" add column "organization" ${text} null`,
      `alter table "one_time_links" add column "issuer" ${text} null`,
    ]
  },
}
