/** `access diagnosis close`: what it found stands in nobody's way of giving access any more. */
import { redact } from '../../core/index.ts'
import { putDiagnosis } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { accountIn, requireDiagnosis } from './diagnosis-answer.ts'
import { isOpen } from './life.ts'
import { over } from './record-check.ts'

export function closeDiagnosis(deps: Deps): UseCase<'closeDiagnosis'> {
  return (input, call) =>
    ask(deps, 'closeDiagnosis', input, call, async (scene) => {
      const { store } = deps
      const { caller, living, now } = scene
      const one = await requireDiagnosis(store, scene, input.params.diagnosis)
      if (!isOpen(one, now)) throw over(one)
      const note = input.body.note === undefined ? undefined : redact(input.body.note).text
      const closed = { ...one, closedAt: now, closedBy: caller.account, outcome: note ?? 'closed' }
      const { outcome } = await store.write([
        ...putDiagnosis(store.build, closed),
        ...activity(deps, {
          type: 'diagnosis.closed',
          organization: living.id,
          actor: actorOf(call),
          at: now,
          data: { diagnosis: one.id, account: accountIn(scene, one), code: one.code, note },
        }),
      ])
      if (outcome !== 'committed') throw notWritten()
      return {}
    })
}
