/** `access diagnosis show`: one, with the bundles that were made of it. */
import { bundlesOf } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { diagnosisAnswer, requireDiagnosis } from './diagnosis-answer.ts'

export function showDiagnosis(deps: Deps): UseCase<'showDiagnosis'> {
  return (input, call) =>
    ask(deps, 'showDiagnosis', input, call, async (scene) => {
      const one = await requireDiagnosis(deps.store, scene, input.params.diagnosis)
      const bundles = await bundlesOf(deps.store, scene.living.id, one.id)
      return {
        ...diagnosisAnswer(scene, one),
        bundles: bundles.map(({ id, at }) => ({ id, at: instant(at) })),
      }
    })
}
