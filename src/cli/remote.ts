/** `remote …`: the servers that this machine knows. Tokens are never printed. */
import { Argument } from 'commander'
import { declare, type Program } from './command.ts'
import { usage } from './failure.ts'
import { type Remotes, readRemotes, removeRemote, useRemote } from './remotes.ts'
import { lines, table } from './view.ts'

const NAME = new Argument('<name>', 'the remote’s name')

export function remoteCommands(program: Program): void {
  declare(program, {
    path: 'remote list',
    summary: 'List the known servers; the one in use is marked.',
    examples: ['remote list'],
    run: (context) => {
      const stored = readRemotes(context.terminal.env)
      context.print({ items: itemsOf(stored) }, ({ items }) =>
        table(
          items,
          [
            { head: 'NAME', of: ({ name }) => name },
            { head: 'URL', of: ({ url }) => url },
            { head: 'ORGANIZATION', of: ({ organization }) => organization ?? '' },
            { head: 'SIGNED IN', of: (one) => (one.signed_in ? 'yes' : 'no') },
            { head: 'IN USE', of: ({ current }) => (current ? 'yes' : '') },
          ],
          'no servers yet: compartment login --url URL',
        ),
      )
      return Promise.resolve(undefined)
    },
  })
  declare(program, {
    path: 'remote use',
    summary: 'Choose the server that commands go to.',
    arguments: [NAME],
    examples: ['remote use work'],
    run: (context, { arguments: [typed] }) => {
      const name = known(context.terminal.env, typed)
      useRemote(context.terminal.env, name)
      context.print({ current: name }, ({ current }) => lines(`Commands now go to ${current}.`))
      return Promise.resolve(undefined)
    },
  })
  declare(program, {
    path: 'remote remove',
    summary: 'Forget a server and its token.',
    arguments: [NAME],
    examples: ['remote remove demo'],
    run: (context, { arguments: [typed] }) => {
      const name = known(context.terminal.env, typed)
      removeRemote(context.terminal.env, name)
      context.print({ removed: name }, ({ removed }) => lines(`Forgot ${removed} and its token.`))
      return Promise.resolve(undefined)
    },
  })
}

function known(env: Readonly<Record<string, string | undefined>>, typed: unknown): string {
  const name = String(typed)
  if (readRemotes(env).remotes.has(name)) return name
  throw usage(`there is no remote \`${name}\``, 'compartment remote list')
}

function itemsOf({ current, remotes }: Remotes) {
  return [...remotes].map(([name, { url, organization, token }]) => ({
    name,
    url,
    organization,
    signed_in: token !== undefined,
    current: name === current,
  }))
}
