/** `role show`. */
import { roleAnswer } from '../answers/access.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { requireRole } from '../resolve.ts'

export function showRole(deps: Deps): UseCase<'showRole'> {
  return (input, call) =>
    ask(deps, 'showRole', input, call, (scene) =>
      roleAnswer(scene.snapshot, requireRole(scene, input.params.role)),
    )
}
