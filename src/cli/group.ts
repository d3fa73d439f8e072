/** `group …` and `group member …`. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { scopePath } from './impact.ts'
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
          { head: 'ROLES', of: rolesOf, when: (all) => all.some(({ gives }) => gives !== undefined) },
          { head: 'WHERE', of: placesOf, when: (all) => all.some(({ gives }) => gives !== undefined) },
          {
            head: 'SOURCE',
            of: ({ source }) => source,
            when: (all) => all.some(({ source }) => source !== 'manual'),
          },
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
    operation: 'addGroupMembers',
    arguments: ['group', 'users'],
    examples: [
      'group member add Support samuel@acme.example',
      'group member add Support samuel@acme.example ursula@acme.example',
    ],
    view: ({ items }, { group }) => lines(...items.map(({ email }) => `Added ${email} to ${group}.`)),
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
    ['Filled by', group.source === 'manual' ? 'hand' : (group.provider?.display_name ?? group.source)],
    ['Assignments', String(group.assignment_count)],
    ['Roles', rolesOf(group)],
    ['Where', placesOf(group)],
  )
}

type Group = Shown<'showGroup'>

function rolesOf({ gives }: Group): string {
  return gives === undefined
    ? ''
    : named(
        gives.roles.map(({ name }) => name),
        gives.role_count,
      )
}

function placesOf({ gives }: Group): string {
  return gives === undefined ? '' : named(gives.scopes.map(scopePath), gives.scope_count)
}

/** What is not named is counted. */
function named(names: readonly string[], count: number): string {
  const more = count - names.length
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ')
}
