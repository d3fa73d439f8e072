/** `token …`: tokens for programs. */
import { Option } from 'commander'
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { grantsOf } from './signed-in.ts'
import { type Column, facts, lines, table } from './view.ts'

type Token = Shown<'listTokens'>['items'][number]

const COLUMNS: readonly Column<Token>[] = [
  { head: 'NAME', of: ({ name }) => name },
  { head: 'KIND', of: ({ kind }) => kind },
  { head: 'GRANTS', of: grantsOf },
  { head: 'USER', of: ({ user }) => user.email },
  { head: 'EXPIRES', of: (token) => (token.expired ? 'expired' : shortInstant(token.expires_at)) },
  {
    head: 'LAST USED',
    of: (token) => (token.last_used_at === null ? 'never' : shortInstant(token.last_used_at)),
  },
  { head: 'PREFIX', of: ({ prefix }) => prefix },
  { head: 'ID', of: ({ id }) => id },
]

export function tokenCommands(program: Program): void {
  api(program, {
    operation: 'createToken',
    arguments: ['name'],
    mandatory: ['grants', 'expires_at'],
    examples: [
      'token create laptop --grant deployer@billing --expires-at 90d',
      'token create ci --kind service --grant deployer@billing/production --expires-at 365d',
    ],
    view: (token) =>
      facts(
        ['Token', token.secret],
        ['Id', token.id],
        ['Kind', token.kind],
        ['Grants', grantsOf(token)],
        ['Account', token.user.email],
        ['Expires at', shortInstant(token.expires_at)],
        ['Keep it', 'it is shown this once'],
      ),
  })
  api(program, {
    operation: 'listTokens',
    more: [new Option('--all', 'everybody’s tokens, not only your own')],
    prepare: async ({ user, ...given }, _, context, { all }) => {
      if (all === true || user !== undefined) return user === undefined ? given : { ...given, user }
      return { ...given, user: (await context.connection().ask('whoAmI')).id }
    },
    examples: ['token list', 'token list --all --kind service'],
    view: ({ items }) => table(items, COLUMNS, 'no tokens: compartment token create NAME --grant ROLE@SCOPE'),
  })
  api(program, {
    operation: 'revokeToken',
    examples: ['token revoke tok_123 --reason "laptop lost"'],
    loses: ({ token }) => `End the token ${token}, and the account that goes with it?`,
    view: (_, { token }) => lines(`Ended ${token}.`),
  })
}
