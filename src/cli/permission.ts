/** `permission …`: the catalogue. */
import { Argument } from 'commander'
import { nearest } from '../core/catalogue/nearest.ts'
import { api, type Shown } from './api-command.ts'
import { declare, type Program } from './command.ts'
import { Failure } from './failure.ts'
import { facts, table } from './view.ts'

type Permission = Shown<'listPermissions'>['items'][number]

export function permissionCommands(program: Program): void {
  api(program, {
    operation: 'listPermissions',
    examples: ['permission list', 'permission list --search deployment'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'FAMILY', of: ({ family }) => family },
          { head: 'KEY', of: ({ key }) => key },
          { head: 'YOU CAN', of: ({ capability }) => capability },
          { head: 'ROLES', of: ({ roles }) => roles.join(', ') },
        ],
        'no permissions match',
      ),
  })
  declare(program, {
    path: 'permission show',
    summary: 'Show a permission: what it lets a person do, and which roles have it.',
    arguments: [new Argument('<permission>', 'a permission key, e.g. deployment.create')],
    examples: ['permission show deployment.create'],
    run: async (context, { arguments: [key] }) => {
      const organization = await context.connection().organization()
      const { items } = await context.connection().ask('listPermissions', { organization })
      const found = items.find((item) => item.key === key)
      if (found === undefined) throw unknown(String(key), items)
      context.print(found, (shown) =>
        facts(
          ['Key', shown.key],
          ['Family', shown.family],
          ['You can', shown.capability],
          ['Description', shown.description],
          ['Sensitive', shown.sensitive ? 'yes' : 'no'],
          ['Roles', shown.roles.join(', ') || 'none'],
        ),
      )
      return undefined
    },
  })
}

function unknown(key: string, known: readonly Permission[]): Failure {
  const near = nearest(
    key,
    known.map((item) => item.key),
  )
  const next = near.length === 0 ? 'compartment permission list' : `did you mean ${near.join(', ')}?`
  return new Failure(`no such permission: \`${key}\``, { next })
}
