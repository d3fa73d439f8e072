/** `project list`: those that the caller may know of. */
import { projectAnswer } from '../answers/things.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { sees } from '../visible.ts'

export function listProjects(deps: Deps): UseCase<'listProjects'> {
  return (input, call) =>
    ask(deps, 'listProjects', input, call, (scene) => {
      const { snapshot, living } = scene
      const { archived } = input.query
      const page = pageOf(deps, input.query, {
        operation: 'listProjects',
        organization: living.id,
        items: [...snapshot.projects.values()].filter(
          (project) =>
            sees(scene, snapshot.scopes.find(project.id)!) &&
            (archived === undefined || project.archived === archived),
        ),
        key: ({ id }) => id,
        sorts: {
          name: ({ name }) => name,
          display_name: ({ displayName }) => displayName,
          id: ({ id }) => id,
        },
        usually: 'name',
        text: ({ id, name, displayName }) => [id, name, displayName],
      })
      return {
        items: page.items.map((project) => projectAnswer(scene, project)),
        next_cursor: page.next_cursor,
      }
    })
}
