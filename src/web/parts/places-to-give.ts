/** Places at which something can be given, from the smallest on: what is given at a place counts in all that lies in it. */
import type { Answer } from '../../contract/client.ts'
import type { Choices } from '../form/choices.ts'

type Project = Pick<Answer<'listProjects'>['items'][number], 'name' | 'archived' | 'environments'>

/** Environments, then projects, and the whole organization last. */
export function smallestFirst(projects: readonly Project[]): Choices {
  const environments = projects.flatMap((project) =>
    project.environments.map(({ path }) => ({ value: path, label: named(path, project) })),
  )
  const whole = projects.map((project) => ({ value: project.name, label: named(project.name, project) }))
  return [
    ...(environments.length > 0 ? [{ group: 'One environment', items: environments }] : []),
    ...(whole.length > 0 ? [{ group: 'A project', items: whole }] : []),
    { group: 'Everywhere', items: [{ value: 'organization', label: 'The whole organization' }] },
  ]
}

function named(text: string, { archived }: Project): string {
  return archived ? `${text} (archived)` : text
}

/**
 * How far something that is given at a place reaches, in words.
 * @param place as it is typed; empty where none is chosen
 */
export function reachOf(place: string, projects: readonly Project[]): string {
  if (place === '') return 'Take the smallest place that is enough.'
  if (place.includes('/')) return 'Counts in this environment alone.'
  if (place === 'organization') {
    const environments = projects.reduce((sum, project) => sum + project.environments.length, 0)
    if (projects.length === 0) return 'Counts everywhere.'
    return `Counts everywhere: in ${counted(projects.length, 'project')} and ${counted(environments, 'environment')}.`
  }
  const project = projects.find(({ name }) => name === place)
  return `Counts in the project and its ${counted(project?.environments.length ?? 0, 'environment')}.`
}

function counted(count: number, what: string): string {
  return count === 1 ? `one ${what}` : `${count.toLocaleString('en')} ${what}s`
}
