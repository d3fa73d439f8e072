/** What a personal token may do, in random worlds, against a reading of the rule by another hand. */
import { describe, expect, it } from 'vitest'
import {
  decide,
  decideWithin,
  effectiveSet,
  effectiveWithin,
  type OrganizationState,
  snapshotFrom,
  type TokenGrant,
} from '../../src/core/index.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { referenceDecide } from '../reference/reference-decide.ts'
import { BUILT_IN_ROLE_KEYS } from '../reference/role-table.ts'
import { questions, world } from '../reference/worlds.ts'

const SEED = 0x70c3
const WORLDS = 300

/** Keys by role id; the admin has the applications' too. */
function rolesOf(state: OrganizationState): ReadonlyMap<string, readonly string[]> {
  const ofApplications = state.catalogues.flatMap(({ families }) =>
    families.flatMap(({ permissions }) => permissions.map(({ key }) => key)),
  )
  const builtIn = Object.entries(BUILT_IN_ROLE_KEYS)
  const admin = [...BUILT_IN_ROLE_KEYS['rol_admin']!, ...ofApplications]
  const own = state.roles.map(({ id, permissions }): [string, readonly string[]] => [id, permissions])
  return new Map([...builtIn, ['rol_admin', admin], ...own])
}

/** Some of them name a role or place that is not there (any more). */
function grantsIn(state: OrganizationState, rng: Rng): TokenGrant[] {
  const roles = [...rolesOf(state).keys(), 'rol_gone']
  const scopes = [
    state.organization.id,
    ...state.projects.map(({ id }) => id),
    ...state.environments.map(({ id }) => id),
    'prj_gone',
  ]
  return Array.from({ length: rng.below(4) }, () => ({ role: rng.pick(roles), scope: rng.pick(scopes) }))
}

/** The place and all around it, by id; nothing where there is none. */
function outward(state: OrganizationState, named: string): string[] {
  const top = state.organization.id
  if (named === top || named === 'organization') return [top]
  const project = state.projects.find(({ id, name }) => id === named || name === named)
  if (project !== undefined) return [project.id, top]
  const inside = state.environments.find(({ id, name, project: of }) => {
    const parent = state.projects.find((one) => one.id === of)!
    return id === named || `${parent.name}/${name}` === named
  })
  return inside === undefined ? [] : [inside.id, inside.project, top]
}

function covered(state: OrganizationState, grants: readonly TokenGrant[], permission: string, scope: string) {
  const [places, roles] = [outward(state, scope), rolesOf(state)]
  return grants.some(
    (grant) => places.includes(grant.scope) && roles.get(grant.role)?.includes(permission) === true,
  )
}

describe('a personal token', () => {
  it(`may do what its owner may and one of its grants covers, in ${WORLDS} random worlds`, () => {
    const seen = { allowed: 0, tooFar: 0, denied: 0 }
    for (let index = 0; index < WORLDS; index++) {
      const state = world(SEED, index)
      const rng = rngFrom(SEED, index)
      const reach = grantsIn(state, rng)
      const snapshot = snapshotFrom(state)
      for (const question of questions(state, rng)) {
        const { principal: account, permission, scope, now } = question
        const owner = referenceDecide(state, question)
        const within = decideWithin(snapshot, { account, reach }, permission, scope, now)
        const reached = covered(state, reach, permission, scope)
        const expected = owner.allowed && !reached ? 'TOKEN_SCOPE' : owner.code
        expect(within, `${index} ${JSON.stringify(question)}`).toEqual({
          allowed: owner.allowed && reached,
          code: expected,
        })
        if (within.allowed) seen.allowed++
        else seen[within.code === 'TOKEN_SCOPE' ? 'tooFar' : 'denied']++
        // Without a reach it is the owner's own answer.
        expect(decideWithin(snapshot, { account }, permission, scope, now)).toEqual(
          decide(snapshot, account, permission, scope, now),
        )
      }
    }
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(50)
  })

  it('holds nothing anywhere that its owner does not hold there', () => {
    for (let index = 0; index < WORLDS; index++) {
      const state = world(SEED, index)
      const rng = rngFrom(SEED, index)
      const reach = grantsIn(state, rng)
      const snapshot = snapshotFrom(state)
      for (const { principal, scope, now } of questions(state, rng)) {
        const [person, place] = [snapshot.members.numberOf(principal), snapshot.scopes.find(scope)]
        if (person === undefined || place === undefined) continue
        const held = effectiveSet(snapshot, person, place, now)
        const within = effectiveWithin(snapshot, reach, person, place, now)
        const keys = (set: number) => snapshot.vocabulary.keysOf(snapshot.sets.bits(set))
        const expected = keys(held).filter((key) => covered(state, reach, key, scope))
        expect(keys(within)).toEqual(expected)
        expect(effectiveWithin(snapshot, undefined, person, place, now)).toBe(held)
      }
    }
  })
})
