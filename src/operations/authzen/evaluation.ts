/** AuthZEN access evaluation: one decision. */
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { decided } from './decided.ts'

export function authzenEvaluation(deps: Deps): UseCase<'authzenEvaluation'> {
  return (input, call) => ask(deps, 'authzenEvaluation', input, call, (scene) => decided(scene, input.body))
}
