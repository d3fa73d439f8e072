/** `source …`: connected Git repositories and the automation accounts that act for them. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { scopePath } from './impact.ts'
import { facts, lines, table, type View } from './view.ts'

type Source = Shown<'showSource'>

export function sourceCommands(program: Program): void {
  api(program, {
    operation: 'connectSource',
    arguments: ['name'],
    examples: [
      'source connect git storefront --url https://git.example.com/shop/storefront.git --project storefront',
      'source connect git platform --url git@git.example.com:platform.git --branch main --role readonly --scope organization',
    ],
    view: sourceFacts,
  })
  api(program, {
    operation: 'listSources',
    examples: ['source list', 'source list --output json'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NAME', of: ({ name }) => name },
          { head: 'PROJECT', of: ({ project }) => project?.name ?? '(organization)' },
          { head: 'URL', of: ({ url }) => url },
          { head: 'BRANCH', of: ({ branch }) => branch },
          { head: 'ACCOUNT', of: ({ account }) => account.email },
          { head: 'ID', of: ({ id }) => id },
        ],
        'no sources: compartment source connect git NAME --url URL --project PROJECT',
      ),
  })
  api(program, {
    operation: 'showSource',
    examples: ['source show storefront'],
    view: sourceFacts,
  })
  api(program, {
    operation: 'disconnectSource',
    examples: ['source disconnect storefront --reason "moved to another repository"'],
    loses: ({ source }) => `Disconnect ${source}, and remove its automation account with all that it may do?`,
    view: (_, { source }) => lines(`Disconnected ${source}; its automation account is gone.`),
  })
}

function sourceFacts({ id, name, url, branch, project, account, access, connected_at: at }: Source): View {
  return facts(
    ['Source', name],
    ['Id', id],
    ['Repository', url],
    ['Branch', branch],
    ['Project', project?.name ?? 'none: it belongs to the organization'],
    ['Account', `${account.email} (automation)`],
    ['May', access.map(({ role, scope }) => `${role.name} at ${scopePath(scope)}`).join(', ') || 'nothing'],
    ['Connected', shortInstant(at)],
  )
}
