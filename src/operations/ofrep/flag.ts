/** OFREP: one feature for one person. */
import { featureState, refuse } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { flagAnswer, targetOf } from './flag-answer.ts'

export function ofrepFlag(deps: Deps): UseCase<'ofrepFlag'> {
  return (input, call) =>
    ask(deps, 'ofrepFlag', input, call, (scene) => {
      const { key } = input.params
      const state = featureState(scene.snapshot, targetOf(scene, input.body.context.targetingKey), key)
      if (state !== undefined) return flagAnswer(state)
      throw new Refused(refuse('NOT_FOUND', `no feature \`${key}\``, { field: '/path/key' }))
    })
}
