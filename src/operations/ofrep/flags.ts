/** OFREP: every feature for one person, by key. */
import { featureState } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { flagAnswer, targetOf } from './flag-answer.ts'

export function ofrepFlags(deps: Deps): UseCase<'ofrepFlags'> {
  return (input, call) =>
    ask(deps, 'ofrepFlags', input, call, (scene) => {
      const { snapshot } = scene
      const principal = targetOf(scene, input.body.context.targetingKey)
      const keys = snapshot.vocabulary.features.map(({ key }) => key).toSorted()
      return { flags: keys.map((key) => flagAnswer(featureState(snapshot, principal, key)!)) }
    })
}
