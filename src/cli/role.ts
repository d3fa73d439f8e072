/** `role …`: built-in and custom sets of permissions. */
import { Argument, Option } from 'commander'
import { api, type Shown } from './api-command.ts'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { counted, scopePath } from './impact.ts'
import { userFacts } from './user.ts'
import { facts, lines, table, type View } from './view.ts'
import { type Values, write } from './write.ts'

type Role = Shown<'showRole'>

export function roleCommands(program: Program): void {
  api(program, {
    operation: 'listRoles',
    examples: [
      'role list',
      'role list --kind custom --output json',
      'role list --permission deployment.create',
    ],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NAME', of: ({ name }) => name },
          { head: 'KIND', of: ({ kind }) => kind },
          { head: 'PERMISSIONS', of: ({ permissions }) => String(permissions.length) },
          { head: 'USERS', of: (role) => String(role.user_count) },
          { head: 'GROUPS', of: (role) => String(role.group_count) },
          { head: 'WHERE', of: placesOf },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no roles match',
      ),
  })
  api(program, {
    operation: 'showRole',
    examples: ['role show deployer', 'role show rol_123 --output json'],
    view: roleFacts,
  })
  editing(program)
  api(program, {
    operation: 'grantRole',
    arguments: ['user', 'role'],
    examples: ['role grant samuel@acme.example deployer'],
    view: userFacts,
  })
  duplicate(program)
}

function editing(program: Program): void {
  api(program, {
    operation: 'createRole',
    arguments: ['name'],
    examples: ['role create "Night Shift" --permission deployment.read deployment.logs.read'],
    view: roleFacts,
  })
  api(program, {
    operation: 'updateRole',
    examples: [
      'role update "Log Reader" --permission deployment.read deployment.logs.read environment.read',
      'role update rol_123 --description "for the night shift" --dry-run',
    ],
    view: roleFacts,
  })
  api(program, {
    operation: 'deleteRole',
    examples: ['role delete "Log Reader"'],
    loses: ({ role }) => `Delete the role ${role} and every assignment of it?`,
    view: (_, { role }) => lines(`Deleted the role ${role}.`),
  })
}

/** Reads the one and creates the other: the API has no operation of its own for it. */
function duplicate(program: Program): void {
  declare(program, {
    path: 'role duplicate',
    summary: 'Create a custom role with the permissions of another.',
    arguments: [
      new Argument('<role>', 'the role to copy: name or id'),
      new Argument('<name>', 'the new role’s name'),
    ],
    options: [
      new Option('--description <text>', 'what the new role is for'),
      new Option('--reason <text>', 'why; it stands in the journal'),
      new Option('--dry-run', 'show what would change, and change nothing'),
      new Option('--accept-impact <digest>', 'accept the impact that was shown, by its digest'),
    ],
    examples: ['role duplicate deployer "Careful Deployer"'],
    run: async (context, typed) => {
      await duplicated(context, typed)
      return undefined
    },
  })
}

async function duplicated(context: Context, { arguments: [role, name], options }: Typed): Promise<void> {
  const connection = context.connection()
  const organization = await connection.organization()
  const copied = await connection.ask('showRole', { organization, role })
  const { description = copied.description, reason, dryRun, acceptImpact } = options
  const args: Values = {
    organization,
    ...(dryRun === true && { dry_run: true }),
    ...(acceptImpact !== undefined && { accept_impact: acceptImpact }),
    body: { name, description, permissions: copied.permissions, ...(reason !== undefined && { reason }) },
  }
  const call = (values: Values) => connection.ask('createRole', values)
  await write(context, { call, args, question: undefined, yes: false, view: roleFacts })
}

/** Places where it is given, the widest first, as many as the answer names. */
function placesOf({ scopes, scope_count: count }: Role): string {
  const more = count - scopes.length
  return `${scopes.map(scopePath).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

function roleFacts(role: Role): View {
  return facts(
    ['Name', role.name],
    ['Id', role.id],
    ['Kind', role.kind === 'system' ? 'system: built in, read-only' : role.kind],
    ['Description', role.description],
    [
      'Given to',
      `${counted(role.user_count, 'person', 'people')}, ${counted(role.group_count, 'group', 'groups')}`,
    ],
    ['Where', placesOf(role) || 'nowhere'],
    ['Permissions', role.permissions.join(', ') || 'none'],
  )
}
