/** What a personal token may do, in random worlds, against a reading of the rule by another hand. */
import { describe, expect, it } from 'vitest'
import {
  BUILT_IN_ROLES,
  decide,
  decideWithin,
  effectiveSet,
  effectiveWithin,
  type OrganizationState,
  type Role,
  snapshotFrom,
  type TokenGrant,
} from '../../src/core/index.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { referenceDecide } from '../reference/reference-decide.ts'
import { questions, world } from '../reference/worlds.ts'

const SEED = 0x70c3
const WORLDS = 300

function rolesOf(state: OrganizationState): readonly Role[] {
  return [...BUILT_IN_ROLES, ...state.roles]
}

/** Some of them name a role or place that is not there (any more). */
function grantsIn(state: OrganizationState, rng: Rng): TokenGrant[] {
  const roles = [...rolesOf(state).map(({ id }) => id), 'rol_gone']
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
  const places = outward(state, scope)
  return grants.some(
    (grant) =>
      places.includes(grant.scope) &&
      rolesOf(state).some(({ id, permissions }) => id === grant.role && permissions.includes(permission)),
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
