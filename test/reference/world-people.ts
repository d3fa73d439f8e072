/** Random members in every state of account and sign-in path, their invitations, and the seats they sit in. */
import type { Group, Seat, SeatSource } from '../../src/core/model/group.ts'
import type { Invitation } from '../../src/core/model/invitation.ts'
import type { Member } from '../../src/core/model/member.ts'
import type { Rng } from './random.ts'
import { DATES, NOW } from './world-constants.ts'

export type People = {
  readonly ids: readonly string[]
  /** Accounts that are not members and may have an old invitation. */
  readonly strangers: readonly string[]
  readonly providers: readonly string[]
}

export function members(rng: Rng, people: People): Member[] {
  return people.ids.map((id): Member => {
    const access = rng.chance(0.1) ? 'blocked' : 'allowed'
    const base = { id, betaAccess: rng.chance(0.4), since: NOW - 9000 }
    if (rng.chance(0.1)) {
      const signInPath = { password: false, providers: [] }
      const owner = { type: rng.pick(['token', 'source'] as const), id: `own_${id}` }
      return { ...base, type: 'automation', status: 'active', access, signInPath, owner }
    }
    const status = rng.chance(0.15) ? 'invited' : 'active'
    // An invited account may have a way to sign in from elsewhere: it changes nothing before it accepts.
    const signInPath = { password: rng.chance(0.7), providers: rng.some(people.providers, 0.5).toSorted() }
    return { ...base, type: 'user', status, access, signInPath }
  })
}

/** One record for each invited person, old ones for some of the others. */
export function invitationsFor(rng: Rng, all: readonly Member[], strangers: readonly string[]): Invitation[] {
  const record = (principal: string, state: Invitation['state']): Invitation => ({
    id: `inv_${rng.pick(['a', 'b'])}_${principal.slice(4)}`,
    principal,
    state,
    expiresAt: rng.pick(DATES),
    invitedBy: 'usr_0',
    createdAt: NOW - 9000,
    issued: 1,
  })
  const invited = all.filter((m) => m.status === 'invited').map((m) => record(m.id, 'pending'))
  const old = all.filter((m) => m.type === 'user' && m.status === 'active' && rng.chance(0.2))
  const states = ['accepted', 'accepted', 'cancelled'] as const
  return [
    ...invited,
    ...old.map((m) => record(m.id, rng.pick(states))),
    ...strangers.map((id) => record(id, rng.pick(['accepted', 'cancelled']))),
  ]
}

const SOURCES: readonly SeatSource[] = ['manual', 'scim', 'sso:okta']

/** At most one seat per group and person, ordered by group, then person. */
export function seats(rng: Rng, groups: readonly Group[], all: readonly Member[]): Seat[] {
  return groups
    .flatMap((g) =>
      rng.some(all, 0.4).map((m): Seat => ({ group: g.id, principal: m.id, source: rng.pick(SOURCES) })),
    )
    .toSorted((a, b) => (`${a.group} ${a.principal}` < `${b.group} ${b.principal}` ? -1 : 1))
}
