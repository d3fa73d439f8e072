/**
 * `access diagnosis record`: what a check found that the engine could not tell, by somebody who looked or asked. Only that:
 * what the engine knows nobody overrules, for enforcement would not follow. Secrets in what they saw are not kept.
 */
import { RUNBOOK, redact, refuse } from '../../core/index.ts'
import { putDiagnosis, type StoredDiagnosis } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { accountIn, diagnosisAnswer, requireDiagnosis } from './diagnosis-answer.ts'
import { goesOn } from './life.ts'

export function recordCheck(deps: Deps): UseCase<'recordCheck'> {
  return (input, call) =>
    ask(deps, 'recordCheck', input, call, async (scene) => {
      const { store } = deps
      const { check: id, found: status } = input.body
      const note = redact(input.body.saw).text
      const before = await requireDiagnosis(store, scene, input.params.diagnosis)
      if (!goesOn(before, scene.now)) throw over(before)
      const check = before.checks.find((one) => one.id === id)
      if (check !== undefined && check.status !== 'unknown' && check.by === undefined)
        throw known(id, check.status)
      const recorded = { id, status, note, by: scene.caller.account }
      const checks = RUNBOOK.map(
        (one) =>
          (one.id === id ? recorded : before.checks.find((other) => other.id === one.id)) ?? {
            id: one.id,
            status: 'unknown',
          },
      )
      const after = { ...before, checks, lookedAt: scene.now, lookedBy: scene.caller.account }
      const { outcome } = await store.write([
        ...putDiagnosis(store.build, after),
        ...activity(deps, {
          type: 'diagnosis.recorded',
          organization: scene.living.id,
          actor: actorOf(call),
          at: scene.now,
          data: { diagnosis: before.id, account: accountIn(scene, before), check: id, status, note },
        }),
      ])
      if (outcome !== 'committed') throw notWritten()
      return diagnosisAnswer(scene, after)
    })
}

function known(id: string, status: string): Refused {
  const detail = `the check \`${id}\` is recorded as ${status}, from what is there: only what it cannot tell is recorded by hand`
  return new Refused(refuse('INVALID', detail, { field: '/check' }))
}

export function over({ id }: StoredDiagnosis): Refused {
  const next = 'compartment access diagnose EMAIL'
  return new Refused(refuse('INVALID', `the diagnosis \`${id}\` is closed: diagnose anew`, { next }))
}
