/** `catalogue …`: an application's own permissions, resource types and features, from a file. */
import { readFile } from 'node:fs/promises'
import { Argument } from 'commander'
import { parse } from 'yaml'
import { api, type Shown } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { usage } from './failure.ts'
import { lines, table } from './view.ts'

type Catalogue = Shown<'listCatalogues'>['items'][number]

export function catalogueCommands(program: Program): void {
  api(program, {
    operation: 'listCatalogues',
    examples: ['catalogue list'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'NAME', of: ({ name }) => name },
          { head: 'FAMILIES', of: ({ families }) => families.map(({ name }) => name).join(', ') },
          { head: 'PERMISSIONS', of: (one) => String(permissionCount(one)) },
          {
            head: 'TYPES',
            of: ({ types = [] }) => types.map(({ type }) => type).join(', '),
            when: (all) => all.some(({ types = [] }) => types.length > 0),
          },
          { head: 'FEATURES', of: ({ features }) => features.map(({ key }) => key).join(', ') },
        ],
        'no application catalogues',
      ),
  })
  api(program, {
    operation: 'applyCatalogue',
    typed: [new Argument('<file>', 'YAML or JSON: name, families, types, features; - reads standard input')],
    without: ['catalogue', 'families', 'types', 'features'],
    prepare: async (given, [file], context) => ({ ...(await read(String(file), context)), ...given }),
    examples: ['catalogue apply ./conversations.yaml', 'catalogue apply ./conversations.yaml --dry-run'],
    view: (shown) =>
      lines(
        `Catalogue ${shown.name}: ${permissionCount(shown)} permissions, ${shown.features.length} features.`,
      ),
  })
}

function permissionCount({ families }: Catalogue): number {
  return families.reduce((sum, { permissions }) => sum + permissions.length, 0)
}

async function read(file: string, { terminal }: Context): Promise<Record<string, unknown>> {
  let found: unknown
  try {
    // JSON is YAML.
    found = parse(file === '-' ? await terminal.input() : await readFile(file, 'utf8'), {
      maxAliasCount: 100,
    })
  } catch (error) {
    throw usage(`cannot read \`${file}\`: ${(error as Error).message.split('\n')[0]}`)
  }
  const { name, ...rest } = (found ?? {}) as Record<string, unknown>
  if (typeof name !== 'string')
    throw usage(`\`${file}\` does not say which catalogue it is: it needs a \`name\``)
  return { families: [], features: [], ...rest, catalogue: name }
}
