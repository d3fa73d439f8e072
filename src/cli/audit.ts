/** `audit …`: the journal and the activity log. */
import { api, type Shown } from './api-command.ts'
import { auditExportCommand } from './audit-export.ts'
import { auditVerifyCommand } from './audit-verify.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { lines, table, type View } from './view.ts'

type Event = Shown<'listAuditEvents'>['items'][number]

export function auditCommands(program: Program): void {
  api(program, {
    operation: 'listAuditEvents',
    pageByPage: true,
    examples: [
      'audit list',
      'audit list --since 14d --type assignment.created',
      'audit list --actor kim@acme.example',
      'audit list --log activity --type sign_in',
      'audit list --target deployer --scope billing',
    ],
    view: ({ items }) => events(items),
    aside: beginning,
  })
  auditExportCommand(program)
  auditVerifyCommand(program)
  api(program, {
    operation: 'listCheckpoints',
    pageByPage: true,
    examples: ['audit checkpoints', 'audit checkpoints --limit 1 --output json'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NUMBER', of: ({ number }) => String(number) },
          { head: 'TIME', of: ({ at }) => shortInstant(new Date(at).toISOString()) },
          { head: 'EVENTS', of: ({ journal }) => String(journal.size) },
          { head: 'ROOT', of: ({ journal }) => journal.root },
          { head: 'KEY', of: ({ key }) => key },
        ],
        'no checkpoints yet: the first is made within minutes',
      ),
  })
  api(program, {
    operation: 'revertChange',
    arguments: ['sequence'],
    examples: ['audit revert 41 --dry-run', 'audit revert 41 --reason "INC-7: the wrong group"'],
    loses: () => 'Undo this change?',
    view: ({ reverted: { command, first, last, at }, events }) =>
      lines(
        `Reverted ${command} of ${shortInstant(at)} (${first === last ? first : `${first} to ${last}`}).`,
        `  wrote ${events.join(', ')}`,
      ),
  })
}

function actorOf({ actor }: Event): string {
  return actor.email ?? actor.id ?? actor.type
}

function events(items: readonly Event[]): View {
  return table(
    items,
    [
      { head: 'SEQ', of: ({ sequence }) => String(sequence ?? '') },
      { head: 'TIME', of: ({ at }) => shortInstant(at) },
      { head: 'ACTOR', of: actorOf },
      { head: 'EVENT', of: ({ type }) => type },
      { head: 'COMMAND', of: ({ command }) => command ?? '' },
      {
        head: 'REASON',
        of: ({ reason }) => reason ?? '',
        when: (all) => all.some(({ reason }) => reason),
      },
    ],
    'no events match',
  )
}

/** Behind the last page nothing is missing but what was removed. */
function beginning({ kept_from: from, next_cursor: next }: Shown<'listAuditEvents'>): string | undefined {
  if (from === undefined || next !== null) return undefined
  return `The journal is kept from ${shortInstant(from)} on: what was older was removed.`
}
