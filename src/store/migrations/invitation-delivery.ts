/** How an invitation's link was delivered: whether somebody else saw it, and the letter that carries it. */
import type { Migration } from './migration.ts'

export const invitationDelivery: Migration = {
  number: 5,
  name: 'invitation delivery',
  statements: (dialect) => [
    'alter table "invitation_links" add column "shown" integer not null default 1',
    `alter table "invitation_links" add column "letter" text${dialect === 'sqlite' ? '' : ' collate "C"'} null`,
  ],
}
