/** `account access`: how one's own session, its claims and one's memberships are seen. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { facts } from './view.ts'

type Access = Shown<'showAccountAccess'>

export function accountAccessCommands(program: Program): void {
  api(program, {
    operation: 'showAccountAccess',
    examples: ['account access', 'account access --output json'],
    view: ({ badge, tiles, identity, password_url, claims, memberships, counts }) =>
      facts(
        ['Access', badge === 'access_ready' ? 'Access ready' : 'Scope needed'],
        ...tiles.map((tile) => [tile.title, tileInWords(tile)] as const),
        ['Email', identity.email],
        ['Username', identity.username],
        ['Scope', identity.scopes.map(pairOf).join(', ')],
        ['Change password', password_url],
        ['Groups', claims.groups.join(', ')],
        ['Roles', claims.roles.join(', ')],
        ['Sources', claims.sources.join(', ')],
        ...memberships.map((one) => ['Membership', membershipInWords(one)] as const),
        ['Memberships', memberships.length === 0 ? 'no membership records' : undefined],
        ['Disabled', counts.disabled === 0 ? undefined : String(counts.disabled)],
      ),
  })
}

function tileInWords({ says, state, note }: Access['tiles'][number]): string {
  return state === 'ready' ? says : `${says} (setup: ${note ?? 'asks for attention'})`
}

function pairOf({ customer, organization }: Access['identity']['scopes'][number]): string {
  return `${customer.name} / ${organization.name}`
}

function membershipInWords({ roles, status, expired, ...pair }: Access['memberships'][number]): string {
  const held = roles.map(({ name }) => name).join(', ') || 'no role'
  return `${pairOf(pair)}: ${held} (${status}${expired === true ? ', the invitation has expired' : ''})`
}
