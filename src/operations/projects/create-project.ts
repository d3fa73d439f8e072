/** `project create`. */
import { createProject as command } from '../../core/change/create-project.ts'
import { projectAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function createProject(deps: Deps): UseCase<'createProject'> {
  return (input, call) =>
    perform(
      deps,
      'createProject',
      input,
      call,
      () => {
        const { name, display_name } = input.body
        return { command, input: { name, ...(display_name !== undefined && { displayName: display_name }) } }
      },
      (scene, events) => projectAnswer(scene, changed(events, 'project.created').project),
    )
}
