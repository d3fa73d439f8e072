/** `environment …`: named as everywhere, `billing/production`. */
import { Argument } from 'commander'
import { api, type Shown } from './api-command.ts'
import { type Context, declare, type Program } from './command.ts'
import { usage } from './failure.ts'
import { everyPage } from './pages.ts'
import { facts, lines, table } from './view.ts'

const PATH = new Argument('<path...>', 'project/environment, e.g. billing/staging')

type Environment = Shown<'showProject'>['environments'][number]

export function environmentCommands(program: Program): void {
  list(program)
  api(program, {
    operation: 'createEnvironment',
    typed: [PATH],
    without: ['project', 'name'],
    prepare: (given, [path]) => ({ ...given, ...split(path, 'name') }),
    examples: ['environment create billing/preview'],
    view: (shown) => facts(['Path', shown.path], ['Id', shown.id]),
  })
  api(program, {
    operation: 'deleteEnvironment',
    typed: [PATH],
    without: ['project', 'environment'],
    prepare: (given, [path]) => ({ ...given, ...split(path, 'environment') }),
    examples: ['environment delete billing/staging'],
    loses: ({ project, environment }) => `Delete ${project}/${environment} and every assignment at it?`,
    view: (_, { project, environment }) => lines(`Deleted ${project}/${environment}.`),
  })
}

/** `billing/staging`, or `billing staging`. */
function split(typed: unknown, second: 'name' | 'environment'): Record<string, unknown> {
  const [project, environment, ...more] = (typed as string[]).join('/').split('/')
  if (!environment || more.length > 0)
    throw usage('name the environment with its project, like `billing/staging`')
  return { project, [second]: environment }
}

/** Environments are part of their project in the API. */
function list(program: Program): void {
  declare(program, {
    path: 'environment list',
    summary: 'List environments, of one project or of all that you may see.',
    arguments: [new Argument('[project]', 'a project’s name')],
    examples: ['environment list', 'environment list billing'],
    run: async (context, { arguments: [project] }) => {
      const items = await environments(context, project as string | undefined)
      context.print({ items, next_cursor: null }, (shown) =>
        table(
          shown.items,
          [
            { head: 'PATH', of: ({ path }) => path },
            { head: 'ID', of: ({ id }) => id },
          ],
          'no environments that you may see',
        ),
      )
      return undefined
    },
  })
}

async function environments(context: Context, project: string | undefined): Promise<Environment[]> {
  const connection = context.connection()
  const organization = await connection.organization()
  if (project !== undefined)
    return (await connection.ask('showProject', { organization, project })).environments
  const { items } = await everyPage(context, (args) => connection.ask('listProjects', args), { organization })
  return items.flatMap(({ environments }) => environments)
}
