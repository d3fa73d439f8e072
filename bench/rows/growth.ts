/** What a check costs when the organization is 10 or 100 times as large, or holds 10 times the assignments. */
import { decide, type Snapshot, snapshotFrom } from '../../src/core/index.ts'
import { deciding, verify } from '../checks.ts'
import { interleave } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { type Questions, questions } from '../questions.ts'
import { answer, type Options, perUnit, type Result } from '../row.ts'
import { NOW, type Size, workload } from '../workload.ts'

const LARGER: Readonly<Record<string, { size: Size; title: string; atMost: number }>> = {
  W10: { size: { scale: 10 }, title: 'check at W10, vs W', atMost: 2.2 },
  W100: { size: { scale: 100 }, title: 'check at W100, vs W', atMost: 3.5 },
  assignments: {
    size: { scale: 1, perPerson: 10 },
    title: 'check with 10 × assignments per person, vs W',
    atMost: 1.2,
  },
}

await answer(({ quick, of }: Options): Result[] => {
  const { size, title, atMost } = LARGER[of]!
  const count = quick ? 50_000 : 1_000_000
  const small = ready({ scale: quick ? 0.05 : 1 }, count)
  const large = ready(quick ? { ...size, scale: size.scale * 0.05 } : size, count)
  const contender = ([snapshot, asked]: Ready) => deciding(snapshot, asked, count / 10, count)
  const measured = interleave(contender(small), contender(large), quick ? 5 : 31)
  const how = 'both organizations in one process, asked in turn; only what was asked about is computed'
  return [
    {
      row: title,
      ours: perUnit(measured.peer),
      peer: perUnit(measured.ours),
      ratio: measured.ratio,
      unit: '× the time',
      bar: { atMost },
      how,
    },
  ]
})

type Ready = readonly [Snapshot, Questions]

function ready(size: Size, count: number): Ready {
  const state = workload(size)
  const asked = questions(state, new Oracle(state), count)
  const snapshot = snapshotFrom(state)
  verify('ours', (...question) => decide(snapshot, ...question, NOW).allowed, asked, count)
  return [snapshot, asked]
}
