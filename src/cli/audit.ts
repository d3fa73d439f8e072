/** `audit …`: the journal. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { EXIT } from './failure.ts'
import { counted } from './impact.ts'
import { lines, table } from './view.ts'

type Event = Shown<'listAuditEvents'>['items'][number]

export function auditCommands(program: Program): void {
  api(program, {
    operation: 'listAuditEvents',
    pageByPage: true,
    examples: [
      'audit list',
      'audit list --since 14d --type assignment.created',
      'audit list --actor kim@acme.example',
    ],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'SEQ', of: ({ sequence }) => String(sequence) },
          { head: 'TIME', of: ({ at }) => shortInstant(at) },
          { head: 'ACTOR', of: actorOf },
          { head: 'EVENT', of: ({ type }) => type },
          { head: 'COMMAND', of: ({ command }) => command },
          {
            head: 'REASON',
            of: ({ reason }) => reason ?? '',
            when: (all) => all.some(({ reason }) => reason),
          },
        ],
        'no events match',
      ),
  })
  api(program, {
    operation: 'verifyAudit',
    examples: ['audit verify'],
    view: ({ verified, events, first_bad_sequence: bad, head, at }) =>
      lines(
        verified
          ? `✓ verified: ${counted(events, 'event', 'events')}, nothing was changed, left out or reordered`
          : `✗ not verified: the journal was changed at sequence ${String(bad)}`,
        `  head ${head} at ${shortInstant(at)}`,
      ),
    exit: ({ verified }) => (verified ? EXIT.done : EXIT.denied),
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
