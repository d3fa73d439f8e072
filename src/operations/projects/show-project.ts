/** `project show`. */
import { projectAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { requireProject } from '../resolve.ts'

export function showProject(deps: Deps): UseCase<'showProject'> {
  return (input, call) =>
    ask(deps, 'showProject', input, call, (scene) =>
      projectAnswer(scene, requireProject(scene, input.params.project)),
    )
}
