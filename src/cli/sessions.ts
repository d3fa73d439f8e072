/** `session list`, `session revoke`: one's own sessions, and those of others for whoever looks after them. */
import { Argument, Option } from 'commander'
import { type Context, declare, type Program, type Typed } from './command.ts'
import { shortInstant } from './duration.ts'
import { usage } from './failure.ts'
import { everyPage } from './pages.ts'
import { type Column, lines, table } from './view.ts'

type Session = {
  readonly id: string
  readonly method: string
  readonly created_at: string
  readonly current: boolean
  readonly last_used_at?: string | undefined
  readonly address?: string | undefined
  readonly device?: string | undefined
  readonly user?: { readonly email: string }
  readonly organization?: string | undefined
}

const COLUMNS: readonly Column<Session>[] = [
  { head: 'ID', of: ({ id }) => id },
  {
    head: 'EMAIL',
    of: ({ user }) => user?.email ?? '',
    when: (all) => all.some(({ user }) => user !== undefined),
  },
  { head: 'METHOD', of: ({ method }) => method },
  { head: 'BEGAN', of: (one) => shortInstant(one.created_at) },
  { head: 'LAST USED', of: (one) => (one.last_used_at === undefined ? '' : shortInstant(one.last_used_at)) },
  { head: 'ADDRESS', of: ({ address }) => address ?? '' },
  { head: 'DEVICE', of: ({ device }) => device ?? '' },
  { head: 'THIS ONE', of: ({ current }) => (current ? 'yes' : '') },
]

const ALL = new Option('--all', 'everybody’s sessions that open the organization')
const USER = new Option('--user <email>', 'the sessions of this person that open the organization')

export function sessionListCommands(program: Program): void {
  declare(program, {
    path: 'session list',
    summary: 'List your sessions, or those that open the organization.',
    options: [ALL, USER],
    examples: ['session list', 'session list --user samuel@acme.example', 'session list --all --output json'],
    run: async (context, typed) => {
      await list(context, typed)
      return undefined
    },
  })
  declare(program, {
    path: 'session revoke',
    summary: 'End one of your sessions, all your others, or what somebody’s session opens here.',
    arguments: [new Argument('[session]', 'a session’s id, ses_…')],
    options: [
      new Option('--others', 'all of your sessions but this one').conflicts(['here']),
      new Option('--here', 'somebody’s session: end what it opens in the organization'),
    ],
    examples: ['session revoke ses_123', 'session revoke --others', 'session revoke ses_123 --here'],
    run: async (context, typed) => {
      await revoke(context, typed)
      return undefined
    },
  })
}

async function list(context: Context, { options }: Typed): Promise<void> {
  const connection = context.connection()
  const { all, user } = options
  const mine = all !== true && user === undefined
  const empty = 'no sessions'
  if (mine) {
    const answer = await connection.ask('listAccountSessions')
    return context.print(answer, ({ items }) => table<Session>(items, COLUMNS, empty))
  }
  const organization = await connection.organization()
  const args = { organization, ...(user !== undefined && { user }) }
  const answer = await everyPage(context, (asked) => connection.ask('listSessions', asked), args, false)
  context.print(answer, ({ items }) => table<Session>(items, COLUMNS, empty))
}

async function revoke(context: Context, { arguments: [session], options }: Typed): Promise<void> {
  const connection = context.connection()
  const { others, here } = options
  if ((session === undefined) === (others !== true))
    throw usage('say which: a session’s id, or --others', 'compartment session list')
  if (others === true) {
    const answer = await connection.ask('revokeOtherSessions', { body: {} })
    return context.print(answer, ({ ended }) => lines(`Ended ${ended} other sessions.`))
  }
  const answer =
    here === true
      ? await connection.ask('revokeSession', { organization: await connection.organization(), session })
      : await connection.ask('revokeAccountSession', { session })
  context.print(answer, () => lines(`Ended ${String(session)}.`))
}
