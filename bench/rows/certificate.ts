/** A decision with its certificate, against the plain decision on the same questions: allowed ones, and denied ones. */
import { type Certificate, certify, decide, snapshotFrom } from '../../src/core/index.ts'
import { interleave } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { type Questions, questions } from '../questions.ts'
import { answer, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { NOW, workload } from '../workload.ts'

await answer(({ quick }: Options): Result[] => {
  const state = workload({ scale: quick ? 0.1 : 1 })
  const asked = questions(state, new Oracle(state), quick ? 20_000 : 200_000)
  const snapshot = snapshotFrom(state)
  const plain = (question: readonly [string, string, string]) => decide(snapshot, ...question, NOW)
  const full = (question: readonly [string, string, string]) => certify(snapshot, ...question, NOW)
  return [1, 0].map((wanted): Result => {
    const list = listOf(asked, wanted)
    for (const question of list) verify(full(question), wanted === 1, plain(question).code)
    const units = Math.floor(list.length / 10)
    const looping =
      (ask: (question: readonly [string, string, string]) => { allowed: boolean }) => (slice: number) => {
        const from = (slice * units) % (list.length - units + 1)
        let yes = 0
        for (let at = from; at < from + units; at++) if (ask(list[at]!).allowed) yes++
        return yes
      }
    const measured = interleave({ run: looping(plain), units }, { run: looping(full), units }, quick ? 5 : 31)
    const what = wanted === 1 ? 'allow' : 'deny'
    return {
      row: `${what} with certificate, vs plain`,
      ours: perUnit(measured.peer),
      peer: perUnit(measured.ours),
      ratio: measured.ratio,
      unit: '× the time',
      bar: { atMost: 10 },
      how: 'every answer has the oracle’s verdict and the plain decision’s code; evidence of each person warm',
    }
  })
})

function listOf({ count, principals, permissions, scopes, allowed }: Questions, wanted: number) {
  const list: (readonly [string, string, string])[] = []
  for (let at = 0; at < count; at++) {
    if (allowed[at] === wanted) list.push([principals[at]!, permissions[at]!, scopes[at]!])
  }
  return list
}

function verify(certificate: Certificate, wanted: boolean, code: string): void {
  expectEqual('allowed', certificate.allowed, wanted)
  expectEqual('code', certificate.code, code)
  expectEqual(
    'evidence',
    certificate.gates.every(({ status }) => status !== 'failed'),
    wanted,
  )
}
