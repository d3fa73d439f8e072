/** Impact and guards of the reference model: by hand where a sentence can be checked, by law on random pairs of states. */
import { describe, expect, it } from 'vitest'
import { FORGERIES } from './forge.ts'
import { expandImpact, impactFaults, referenceImpact } from './impact-expansion.ts'
import { rngFrom } from './random.ts'
import { referenceLacks, referenceOrphaned, referenceSilence } from './reference-guards.ts'
import { fullDifference } from './reference-impact.ts'
import { effectiveMatrix } from './reference-queries.ts'
import { BUILT_IN_ROLE_KEYS } from './role-table.ts'
import { ALEX } from './scenarios-permission.ts'
import { given, person, T, tiny } from './tiny.ts'
import { NOW } from './world-constants.ts'
import { world } from './worlds.ts'

const READONLY = BUILT_IN_ROLE_KEYS['rol_readonly'] ?? []
const withoutLogs = READONLY.filter((key) => key !== 'deployment.logs.read').toSorted()
const broadOnly = { ...ALEX, assignments: ALEX.assignments.filter((a) => a.id !== 'asg_2') }
const logs = ALEX.assignments.find((a) => a.id === 'asg_2') ?? given('asg_2', 'usr_alex', 'rol_logs', 'env_p')

describe('reference impact', () => {
  it('states what the narrow grant takes away, at the scope where it stands', () => {
    expect(referenceImpact({ before: broadOnly, after: ALEX, now: T })).toEqual([
      { principal: 'usr_alex', scope: 'env_p', gained: [], lost: withoutLogs },
    ])
    expect(referenceSilence(broadOnly, ALEX, T)).toBe('WOULD_NARROW')
    expect(referenceSilence(ALEX, broadOnly, T)).toBe('WOULD_WIDEN')
  })

  it('states from when until when', () => {
    const dated = { ...logs, notBefore: T + 10, expiresAt: T + 20 }
    const after = { ...broadOnly, assignments: [...broadOnly.assignments, dated] }
    expect(referenceImpact({ before: broadOnly, after, now: T })).toEqual([
      { principal: 'usr_alex', scope: 'env_p', gained: [], lost: withoutLogs, from: T + 10, until: T + 20 },
    ])
  })

  it('states a change at the organization once, for every scope without a grant of its own', () => {
    const after = { ...ALEX, assignments: ALEX.assignments.filter((a) => a.id !== 'asg_1') }
    const change = { before: ALEX, after, now: T }
    expect(referenceImpact(change).map((e) => e.scope)).toEqual(['org_1'])
    expect(fullDifference(ALEX, after, T).map((c) => c.scope)).toEqual(['env_s', 'org_1', 'prj_b'])
    expect(referenceSilence(ALEX, after, T)).toBe('NOT_SILENT')
  })

  it('says nothing of scopes that end, unless a grant ends with them', () => {
    const environments = ALEX.environments.filter((e) => e.id === 'env_s')
    const deleted = { ...broadOnly, environments }
    expect(referenceImpact({ before: broadOnly, after: deleted, now: T })).toEqual([])
    expect(referenceImpact({ before: ALEX, after: deleted, now: T })).toEqual([
      { principal: 'usr_alex', scope: 'env_p', gained: [], lost: ['deployment.logs.read'] },
    ])
    expect(referenceSilence(ALEX, deleted, T)).toBe('NOT_SILENT')
  })

  it('expands to the full matrix, for random changes of random worlds', () => {
    const edits = Object.values(FORGERIES)
    let changed = 0
    for (let index = 0; index < 1500; index++) {
      const rng = rngFrom(22, index)
      const before = world(21, index)
      const after = rng.pick(edits)(rng.pick(edits)(before, rng), rng)
      const change = { before, after, now: NOW }
      const entries = referenceImpact(change)
      expect(expandImpact(change, entries)).toEqual(fullDifference(before, after, NOW))
      expect(impactFaults(change, entries)).toEqual([])
      expect(matrixDifference(before, after)).toEqual(nowCells(before, after))
      if (entries.length > 0) changed += 1
    }
    expect(changed).toBeGreaterThan(200)
  })
})

type State = typeof ALEX

function matrixDifference(before: State, after: State): string[] {
  const [old, fresh] = [effectiveMatrix(before, NOW), effectiveMatrix(after, NOW)]
  return [
    ...[...old].filter((cell) => !fresh.has(cell)).map((cell) => `- ${cell}`),
    ...[...fresh].filter((cell) => !old.has(cell)).map((cell) => `+ ${cell}`),
  ].toSorted()
}

function nowCells(before: State, after: State): string[] {
  return fullDifference(before, after, NOW)
    .filter((cell) => cell.from === NOW)
    .flatMap(({ principal, scope, gained, lost }) =>
      [...lost.map((key) => ['-', key]), ...gained.map((key) => ['+', key])].map(
        ([sign, key]) => `${sign} ${principal} ${scope} ${key}`,
      ),
    )
    .toSorted()
}

describe('reference guards', () => {
  const deployer = given('asg_3', 'usr_alex', 'rol_deployer', 'billing')
  const alexDeploys = tiny({ assignments: [deployer] })

  it('lists exactly the keys that the actor lacks, and where', () => {
    const assignment = given('asg_4', 'usr_root', 'rol_admin', 'billing/staging')
    const after = { ...alexDeploys, assignments: [...alexDeploys.assignments, assignment] }
    const events = [{ type: 'assignment.created', data: { assignment } } as const]
    const change = { before: alexDeploys, after, events, now: T }
    const lacks = referenceLacks(change, 'usr_alex')
    expect(lacks.map((need) => need.scope)).toEqual(Array.from({ length: 16 }, () => 'env_s'))
    expect(lacks.some((need) => need.key === 'deployment.create')).toBe(false)
    expect(referenceLacks(change, 'usr_root')).toEqual([])
    expect(referenceLacks(change, 'system')).toEqual([])
  })

  it('asks for the keys that come back when a narrower grant goes away', () => {
    const events = [{ type: 'assignment.deleted', data: { assignment: logs } } as const]
    const lacks = referenceLacks({ before: ALEX, after: broadOnly, events, now: T }, 'usr_alex')
    expect(lacks).toEqual(withoutLogs.map((key) => ({ scope: 'env_p', key })))
    expect(referenceLacks({ before: ALEX, after: broadOnly, events, now: T }, 'usr_root')).toEqual([])
  })

  it('misses the last admin, at once and at a later date', () => {
    const blocked = tiny({ members: [person('usr_root', { access: 'blocked' })] })
    expect(referenceOrphaned(tiny(), blocked, T)).not.toEqual([])
    const ending = {
      ...tiny(),
      assignments: [given('asg_0', 'usr_root', 'rol_admin', 'organization', { expiresAt: T + 9 })],
    }
    expect(referenceOrphaned(tiny(), ending, T).map((o) => o.at)).toContain(T)
    const second = tiny({ assignments: [given('asg_9', 'usr_alex', 'rol_admin', 'organization')] })
    expect(referenceOrphaned(second, { ...second, members: blocked.members }, T)).toEqual([])
  })

  it('misses an admin who is narrowed at one scope from a date on', () => {
    const narrowed = given('asg_5', 'usr_root', 'rol_viewer', 'billing', { notBefore: T + 5 })
    const after = tiny({ assignments: [narrowed] })
    expect(referenceOrphaned(tiny(), after, T)).toEqual(
      ['env_p', 'env_s', 'prj_b'].map((scope) => ({ scope, at: T + 5 })),
    )
    expect(referenceOrphaned(tiny(), after, T)).not.toEqual([])
  })
})
