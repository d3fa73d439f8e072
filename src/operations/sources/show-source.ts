/** `source show`. */
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { requireSource } from '../resolve-source.ts'
import { sourceAnswer } from './source-answer.ts'

export function showSource(deps: Deps): UseCase<'showSource'> {
  return (input, call) =>
    ask(deps, 'showSource', input, call, (scene) =>
      sourceAnswer(scene, requireSource(scene, input.params.source)),
    )
}
