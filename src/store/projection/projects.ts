/** Projects and environments. */
import type { EventType } from '../../core/catalogue/events.ts'
import type { Builder } from '../builder.ts'
import { one, type Write } from '../statement.ts'
import type { Flag } from '../tables.ts'
import { flag } from './flag.ts'
import { DRIFT, type Place, type Projection } from './projection.ts'

export const PROJECTS: Projection<Extract<EventType, `project.${string}` | `environment.${string}`>> = {
  'project.created': ({ project: { id, name, displayName, archived } }, { organization }, build) => [
    build.insert('projects', { organization, id, name, display_name: displayName, archived: flag(archived) }),
  ],
  'project.updated': ({ after: { id, name, displayName, archived } }, { organization }, build) => [
    one(
      build.update(
        'projects',
        { organization, id },
        { name, display_name: displayName, archived: flag(archived) },
      ),
      DRIFT,
    ),
  ],
  'project.archived': ({ project }, place, build) => archive(project, place, build, 1),
  'project.unarchived': ({ project }, place, build) => archive(project, place, build, 0),
  'project.deleted': ({ project: { id } }, { organization }, build) => [
    one(build.remove('projects', { organization, id }), DRIFT),
  ],
  'environment.created': ({ environment: { id, project, name } }, { organization }, build) => [
    build.insert('environments', { organization, id, project, name }),
  ],
  'environment.deleted': ({ environment: { id } }, { organization }, build) => [
    one(build.remove('environments', { organization, id }), DRIFT),
  ],
}

function archive(id: string, { organization }: Place, build: Builder, archived: Flag): Write[] {
  return [one(build.update('projects', { organization, id }, { archived }), DRIFT)]
}
