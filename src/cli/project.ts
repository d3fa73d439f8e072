/** `project …`. */
import { api, type Shown } from './api-command.ts'
import type { Program } from './command.ts'
import { facts, lines, table, type View } from './view.ts'

type Project = Shown<'showProject'>

export function projectCommands(program: Program): void {
  api(program, {
    operation: 'listProjects',
    examples: ['project list', 'project list --archived yes'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NAME', of: ({ name }) => name },
          { head: 'DISPLAY NAME', of: (project) => project.display_name },
          { head: 'ENVIRONMENTS', of: environmentsOf },
          { head: 'STATE', of: stateOf },
        ],
        'no projects that you may see match',
      ),
  })
  api(program, { operation: 'showProject', examples: ['project show billing'], view: projectFacts })
  api(program, {
    operation: 'createProject',
    arguments: ['name'],
    examples: ['project create payments --display-name Payments'],
    view: projectFacts,
  })
  api(program, {
    operation: 'updateProject',
    examples: ['project update billing --display-name "Billing and invoices"'],
    view: projectFacts,
  })
  ending(program)
}

function ending(program: Program): void {
  api(program, {
    operation: 'archiveProject',
    examples: ['project archive billing'],
    loses: ({ project }) =>
      `Archive ${project}? Its grants stay, but nothing in it answers until it is unarchived.`,
    view: projectFacts,
  })
  api(program, { operation: 'unarchiveProject', examples: ['project unarchive billing'], view: projectFacts })
  api(program, {
    operation: 'deleteProject',
    examples: ['project delete billing'],
    loses: ({ project }) => `Delete ${project}, its environments, and every assignment at them?`,
    view: (_, { project }) => lines(`Deleted ${project}.`),
  })
}

function environmentsOf({ environments }: Project): string {
  return environments.map(({ name }) => name).join(', ')
}

function stateOf({ archived }: Project): string {
  return archived ? 'archived' : 'in use'
}

function projectFacts(project: Project): View {
  return facts(
    ['Name', project.name],
    ['Display name', project.display_name],
    ['Id', project.id],
    ['Environments', environmentsOf(project) || 'none'],
    ['State', stateOf(project)],
  )
}
