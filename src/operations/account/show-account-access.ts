/** `account access`: one's own session, what came with it, and the memberships that it is used with. It changes nothing. */
import type { AccountAccess } from '../../contract/shapes/account-access.ts'
import { customerNames } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { callerOf, sceneOf } from '../scene.ts'
import { may } from '../visible.ts'
import { accessTiles } from './access-tiles.ts'
import { contributing, rolesHeld } from './contributing.ts'
import { type OwnMemberships, ownMemberships } from './own-memberships.ts'
import { sessionFacts } from './session-facts.ts'

type Membership = AccountAccess['memberships'][number]
type Pair = AccountAccess['identity']['scopes'][number]

export function showAccountAccess(deps: Deps): UseCase<'showAccountAccess'> {
  return async (_, call) => {
    const facts = await sessionFacts(deps, call)
    const { account, session, claims } = facts
    const own = await ownMemberships(deps, account, call)
    const pairOf = await pairs(deps, [...own.active, ...own.pending.map(({ living }) => living)])
    const counts = { active: own.active.length, pending: own.pending.length, disabled: own.disabled }
    const { email, username, groups, roles } = claims
    return {
      answer: {
        badge: counts.active > 0 ? 'access_ready' : 'scope_needed',
        session: {
          method: session.method,
          created_at: instant(session.createdAt),
          expires_at: instant(session.absoluteExpiresAt),
        },
        tiles: accessTiles(facts, counts),
        identity: {
          email,
          ...(username !== undefined && { username }),
          scopes: own.active.map(pairOf),
        },
        ...(facts.changesPassword && { password_url: `${deps.publicUrl}/password` }),
        claims: {
          groups: [...groups],
          roles: [...roles],
          sources: contributing(own.active, account.id, call.now),
        },
        member: { id: account.id, email: account.emailDisplay, name: account.name },
        memberships: membershipsOf(own, account.id, call, pairOf),
        counts,
      },
    }
  }
}

function membershipsOf(
  { active, pending }: OwnMemberships,
  account: string,
  call: Call,
  pairOf: (living: LivingOrganization) => Pair,
): Membership[] {
  const roles = ({ snapshot }: LivingOrganization) => rolesHeld(snapshot, account, call.now)
  return [
    ...active.map(
      (living): Membership => ({
        ...pairOf(living),
        status: 'active',
        roles: roles(living),
        sees_members: may(sceneOf(living, callerOf(call), call), 'organization.user.read'),
      }),
    ),
    ...pending.map(
      ({ living, invitation }): Membership => ({
        ...pairOf(living),
        status: 'pending',
        ...(invitation.expiresAt <= call.now && { expired: true }),
        roles: roles(living),
        sees_members: false,
      }),
    ),
  ]
}

async function pairs(
  { store }: Deps,
  livings: readonly LivingOrganization[],
): Promise<(living: LivingOrganization) => Pair> {
  const names = await customerNames(store, [...new Set(livings.map(({ customer }) => customer))])
  return ({ id, customer, snapshot: { organization } }) => ({
    customer: { id: customer, name: names.get(customer) ?? customer },
    organization: { id, name: organization.name, display_name: organization.displayName },
  })
}
