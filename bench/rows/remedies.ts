/** A diagnosis with its remedies on W: why somebody may not, and what would help, tried out; in milliseconds. */
import { createHash } from 'node:crypto'
import { decide, diagnose, snapshotFrom } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { spread } from '../measure.ts'
import { randomFrom } from '../random.ts'
import { answer, expectEqual, milliseconds, type Options, type Result } from '../row.ts'
import { KEYS, NOW, SEED, workload } from '../workload.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

await answer(({ quick }: Options): Result[] => {
  const state = workload({ scale: quick ? 0.1 : 1 })
  const snapshot = snapshotFrom(state)
  const times: number[] = []
  for (const { principal, permission, scope } of refused(state, quick ? 20 : 200)) {
    const began = performance.now()
    const { code, remedies } = diagnose({
      snapshot,
      principal,
      goal: { kind: 'permission', permission, scope, shown: scope },
      facts: { tenants: [], mail: true, signInUrl: '', signIn: { sessions: [], refused: [] } },
      reader: { roles: true, groups: true, attempts: true, may: () => true, holds: () => true },
      names: { principal, of: (id) => id },
      now: NOW,
      sha256,
    })
    times.push(performance.now() - began)
    expectEqual('code', code, decide(snapshot, principal, permission, scope, NOW).code)
    expectEqual('remedies', remedies.length > 0, true)
  }
  const ratio = spread(times)
  return [
    {
      row: 'diagnosis with remedies on W',
      ours: milliseconds(ratio.median),
      peer: 'absolute',
      ratio,
      unit: 'ms',
      bar: { atMost: 100 },
      how: `${times.length} people who may not, each once, cold as they come; every code is the plain decision’s, and each has remedies`,
    },
  ]

  function* refused(of: OrganizationState, count: number) {
    const random = randomFrom(SEED + 1)
    for (let found = 0; found < count; ) {
      const principal = random.pick(of.members).id
      const permission = random.pick(KEYS)
      const scope = random.pick(of.environments).id
      if (decide(snapshot, principal, permission, scope, NOW).allowed) continue
      found++
      yield { principal, permission, scope }
    }
  }
})
