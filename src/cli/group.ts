/** `group …` and `group member …`. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { facts, lines, table, type View } from './view.ts'

export function groupCommands(program: Program): void {
  api(program, {
    operation: 'listGroups',
    examples: ['group list'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NAME', of: ({ name }) => name },
          { head: 'MEMBERS', of: (group) => String(group.member_count) },
          { head: 'ASSIGNMENTS', of: (group) => String(group.assignment_count) },
          { head: 'DESCRIPTION', of: ({ description }) => description },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no groups match',
      ),
  })
  api(program, { operation: 'showGroup', examples: ['group show Support'], view: groupFacts })
  api(program, {
    operation: 'createGroup',
    arguments: ['name'],
    examples: ['group create Payments --description "run the payments"'],
    view: groupFacts,
  })
  api(program, {
    operation: 'updateGroup',
    examples: ['group update Support --name "Customer Support"'],
    view: groupFacts,
  })
  api(program, {
    operation: 'deleteGroup',
    examples: ['group delete Support'],
    loses: ({ group }) => `Delete the group ${group} with its seats and assignments?`,
    view: (_, { group }) => lines(`Deleted the group ${group}.`),
  })
  memberCommands(program)
}

function memberCommands(program: Program): void {
  api(program, {
    operation: 'listGroupMembers',
    examples: ['group member list Support', 'group member list grp_123 --output json'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'EMAIL', of: ({ email }) => email },
          { head: 'NAME', of: ({ name }) => name },
          { head: 'SOURCE', of: ({ source }) => source },
        ],
        'no members',
      ),
  })
  api(program, {
    operation: 'addGroupMember',
    arguments: ['group', 'user'],
    examples: ['group member add Support samuel@acme.example'],
    view: ({ email }, { group }) => lines(`Added ${email} to ${group}.`),
  })
  api(program, {
    operation: 'removeGroupMember',
    examples: ['group member remove Support samuel@acme.example'],
    loses: ({ group, user }) => `Remove ${user} from ${group}, with what they hold through it?`,
    view: (_, { group, user }) => lines(`Removed ${user} from ${group}.`),
  })
}

function groupFacts(group: Shown<'showGroup'>): View {
  return facts(
    ['Name', group.name],
    ['Id', group.id],
    ['Description', group.description],
    ['Members', String(group.member_count)],
    ['Assignments', String(group.assignment_count)],
  )
}
