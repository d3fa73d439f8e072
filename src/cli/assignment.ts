/** `assignment …`: a role, at a scope, for a user or a group. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { scopePath } from './impact.ts'
import { facts, lines, table, type View } from './view.ts'

type Assignment = Shown<'listAssignments'>['items'][number]

export function assignmentCommands(program: Program): void {
  api(program, {
    operation: 'listAssignments',
    examples: [
      'assignment list',
      'assignment list --user alex@acme.example',
      'assignment list --scope billing',
    ],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'SUBJECT', of: subjectOf },
          { head: 'ROLE', of: ({ role }) => role.name },
          { head: 'SCOPE', of: ({ scope }) => scopePath(scope) },
          { head: 'FROM', of: from, when: (all) => all.some((one) => from(one) !== '') },
          { head: 'UNTIL', of: until, when: (all) => all.some((one) => until(one) !== '') },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no assignments match',
      ),
  })
  api(program, {
    operation: 'createAssignment',
    mandatory: ['role', 'scope'],
    examples: [
      'assignment create --role readonly --user samuel@acme.example --scope billing/production',
      'assignment create --role deployer --group Support --scope billing --expires-at 30d',
    ],
    view: assignmentFacts,
  })
  api(program, {
    operation: 'updateAssignment',
    examples: [
      'assignment update asg_123 --expires-at 2027-01-31',
      'assignment update asg_123 --expires-at never',
    ],
    view: assignmentFacts,
  })
  api(program, {
    operation: 'deleteAssignment',
    examples: ['assignment delete asg_123'],
    loses: ({ assignment }) => `Delete the assignment ${assignment}?`,
    view: (_, { assignment }) => lines(`Deleted the assignment ${assignment}.`),
  })
}

function subjectOf({ subject }: Assignment): string {
  return subject.type === 'user' ? subject.email : `group ${subject.name}`
}

function from({ not_before: begin }: Assignment): string {
  return begin === undefined ? '' : shortInstant(begin)
}

function until({ expires_at: end }: Assignment): string {
  return end === undefined ? '' : shortInstant(end)
}

function assignmentFacts(one: Assignment): View {
  return facts(
    ['Subject', subjectOf(one)],
    ['Role', one.role.name],
    ['Scope', scopePath(one.scope)],
    ['From', from(one)],
    ['Until', until(one)],
    ['Reason', one.reason],
    ['Id', one.id],
  )
}
