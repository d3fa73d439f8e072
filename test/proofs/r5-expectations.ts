/**
 * R5, fourth part: a random change to a random organization with random expectations breaks exactly those that brute
 * force finds broken, for exactly those people and places; what it takes away takes its expectations along.
 */
import { createHash } from 'node:crypto'
import {
  isRefusal,
  type OrganizationState,
  propose,
  SYSTEM,
  snapshotFrom,
  stateOf,
} from '../../src/core/index.ts'
import type { Expectation } from '../../src/core/model/expectation.ts'
import { canonical } from '../reference/canonical.ts'
import { randomChange } from '../reference/changes.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { type Broken, hasObject, referenceBroken } from '../reference/reference-expectations.ts'
import { places } from '../reference/reference-facts.ts'
import { NOW, WORLD_KEYS } from '../reference/world-constants.ts'
import { world } from '../reference/worlds.ts'
import { attempt, type Proof } from './proof.ts'

const EXPECTATIONS = 6

export const R5_EXPECTATIONS: Proof = {
  name: 'expectations',
  try(_engine, seed, index) {
    const rng = rngFrom(~seed, index)
    const before = withExpectations(world(seed, index), rng)
    const change = randomChange(before, rng)
    const broken = referenceBroken(before, change.state, NOW)
    const counts = { changes: 1, broken: broken.length > 0 ? 1 : 0 }
    const because = attempt(() => disagreement(before, change, broken))
    if (because === undefined) return { counts }
    const events = JSON.stringify(change.events)
    return { counts, failure: { state: before, because: `${because}\nevents: ${events}` } }
  },
  /** A change cannot be taken apart without its state: it is shown as it was met. */
  stillFails: () => false,
}

function withExpectations(state: OrganizationState, rng: Rng): OrganizationState {
  const subjects = [
    ...state.members.map(({ id }) => ({ type: 'user', id }) as const),
    ...state.groups.map(({ id }) => ({ type: 'group', id }) as const),
  ]
  // Random changes name a new environment by how many there are.
  const scopes = [
    'anywhere',
    'anywhere',
    '*/production',
    `*/new-${state.environments.length}`,
    ...places(state).map(({ id }) => id),
  ]
  const expectations = Array.from(
    { length: subjects.length === 0 ? 0 : EXPECTATIONS },
    (_, n): Expectation => {
      const [subject, scope] = [rng.pick(subjects), rng.pick(scopes)]
      return { id: `exp_${n}`, subject, can: rng.chance(0.5), permission: rng.pick(WORLD_KEYS), scope }
    },
  )
  return { ...state, expectations }
}

function disagreement(
  before: OrganizationState,
  { state: after, events }: ReturnType<typeof randomChange>,
  expected: readonly Broken[],
): string | undefined {
  const context = {
    actor: SYSTEM,
    now: NOW,
    newId: (prefix: string) => `${prefix}_new`,
    sha256: (text: string) => createHash('sha256').update(text).digest('hex'),
  }
  const judge = (more: object = {}) =>
    propose(snapshotFrom(before), () => events, undefined, context, { dryRun: true, ...more })
  const judged = judge()
  // Guards that come first.
  if (isRefusal(judged) && judged.code !== 'EXPECTATION_BROKEN') return undefined
  const failing = isRefusal(judged) ? judged.broken!.failing : []
  const is = listed(
    before,
    failing.map(({ expectation, principal, scope }) => ({ expectation: expectation.id, principal, scope })),
  )
  if (is !== listed(before, expected)) return `broken: ${is}\nreference: ${listed(before, expected)}`
  const overrideExpectations = isRefusal(judged) ? judged.broken!.digest! : ''
  const done = isRefusal(judged) ? judge({ overrideExpectations, reason: 'meant' }) : judged
  if (isRefusal(done)) return `overridden, and still refused: ${done.code}`
  const left = canonical(stateOf(done.after).expectations)
  const right = canonical(before.expectations.filter((one) => hasObject(after, one)))
  return left === right ? undefined : `left: ${left}\nreference: ${right}`
}

/** Of `anywhere` the engine names some of the places, and the reference all. */
function listed({ expectations }: OrganizationState, broken: readonly Broken[]): string {
  const lines = broken.map(({ expectation, principal, scope }) => {
    const anywhere = expectations.find(({ id }) => id === expectation)?.scope === 'anywhere'
    return `${expectation} ${principal} ${anywhere ? '' : scope}`
  })
  return [...new Set(lines)].toSorted().join('\n')
}
