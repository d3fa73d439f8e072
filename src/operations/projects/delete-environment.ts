/** `environment delete`: with every assignment at it. */
import { deleteEnvironment as command } from '../../core/change/delete-environment.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireProject, requireScope } from '../resolve.ts'
import type { Scene } from '../scene.ts'

export function deleteEnvironment(deps: Deps): UseCase<'deleteEnvironment'> {
  return (input, call) =>
    perform(
      deps,
      'deleteEnvironment',
      input,
      call,
      (scene) => ({ command, input: { environment: environmentIn(scene, input.params) } }),
      () => ({}),
    )
}

/** An environment by name or id, of that project and no other. */
function environmentIn(
  scene: Scene,
  { project, environment }: { project: string; environment: string },
): string {
  const { id, name } = requireProject(scene, project)
  const known = scene.snapshot.environments.get(environment)
  return known?.project === id ? known.id : requireScope(scene, `${name}/${environment}`, '/environment')
}
