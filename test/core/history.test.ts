import { describe, expect, it } from 'vitest'
import { blockUser } from '../../src/core/change/block-user.ts'
import { createAssignment } from '../../src/core/change/create-assignment.ts'
import { deleteAssignment } from '../../src/core/change/delete-assignment.ts'
import { unblockUser } from '../../src/core/change/unblock-user.ts'
import { history, type PastChange, type Question } from '../../src/core/decision/history.ts'
import { decide, type Proposal, snapshotFrom } from '../../src/core/index.ts'
import { KEYS, PEOPLE } from '../proofs/random-commands.ts'
import { randomHistory } from '../proofs/random-history.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { acme, HOUR } from './support/house.ts'

describe('the history of a decision', () => {
  it('lists every flip with its change, and those that a date made', () => {
    const house = acme()
    house.person('alex')
    const start = snapshotFrom(house.state)
    const began = house.now
    const changes: PastChange[] = []
    const after = (hours: number, act: () => Proposal): void => {
      house.now += hours * HOUR
      changes.push({ events: act().events, revision: house.snapshot.revision, at: house.now })
    }
    const principal = 'alex'
    after(1, () => house.must(createAssignment, { principal, role: 'deployer', scope: 'organization' }))
    const narrow = { principal, role: 'viewer', scope: 'billing', expiresAt: house.now + 3 * HOUR }
    after(1, () => house.must(createAssignment, narrow))
    after(3, () => house.must(blockUser, { principal }))
    after(1, () => house.must(unblockUser, { principal }))
    const over = house.state.assignments.find(({ role }) => role === 'rol_viewer')!.id
    after(1, () => house.must(deleteAssignment, { assignment: over }))
    const question = { principal, permission: 'deployment.create', scope: 'billing/production' }
    const flips = history(start, changes, question, began, house.now + HOUR)
    expect(
      flips.map(({ at, to, revision }) => [(at - began) / HOUR, to.code, revision !== undefined]),
    ).toEqual([
      [1, 'ALLOWED', true],
      [2, 'SHADOWED_BY_NARROWER_SCOPE', true],
      [4, 'ALLOWED', false],
      [5, 'BLOCKED', true],
      [6, 'ALLOWED', true],
    ])
  })

  it('says of every instant of 200 random histories what was decided then', () => {
    let flipped = 0
    for (let index = 0; index < 200; index++) flipped += flipsOf(rngFrom(4, index))
    expect(flipped).toBeGreaterThan(50)
  })
})

/** Compares with what was decided as the history went; returns how often it flipped. */
function flipsOf(rng: Rng): number {
  const question: Question = {
    principal: rng.pick(PEOPLE),
    permission: rng.pick(KEYS),
    scope: 'billing/production',
  }
  const { principal, permission, scope } = question
  const changes: PastChange[] = []
  const decided = new Map<number, boolean>()
  let start: { snapshot: ReturnType<typeof snapshotFrom>; at: number } | undefined
  for (const { before, at, events, house } of randomHistory(rng, 24)) {
    start ??= { snapshot: snapshotFrom(before), at }
    if (events.length > 0) changes.push({ revision: house.snapshot.revision, at, events })
    decided.set(at, decide(house.snapshot, principal, permission, scope, at).allowed)
  }
  if (start === undefined) throw new Error('a history has steps')
  const first = decide(start.snapshot, principal, permission, scope, start.at).allowed
  const flips = history(start.snapshot, changes, question, start.at, Math.max(...decided.keys()))
  flips.forEach((flip, at) => expect(flip.to.allowed).not.toBe(flips[at - 1]?.to.allowed ?? first))
  for (const [at, allowed] of decided) {
    expect(flips.findLast((flip) => flip.at <= at)?.to.allowed ?? first).toBe(allowed)
  }
  return flips.length
}
