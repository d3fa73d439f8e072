/** `expectation …` and `access test`: what is expected of everybody’s access, pinned on the server or kept in a file. */
import { readFile } from 'node:fs/promises'
import { Argument } from 'commander'
import { parse } from 'yaml'
import { CODES } from '../core/catalogue/codes.ts'
import { api, type Shown } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { EXIT, usage } from './failure.ts'
import { atScope, counted } from './impact.ts'
import { facts, lines, table, type View } from './view.ts'
import { wrapped } from './width.ts'

type Expectation = Shown<'listExpectations'>['items'][number]
type Tested = Shown<'testExpectations'>
type Failing = Tested['items'][number]['failing'][number]

export function expectationCommands(program: Program): void {
  api(program, {
    operation: 'listExpectations',
    examples: ['expectation list'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'HOLDS', of: ({ holds }) => (holds ? '✓ yes' : '✗ no') },
          { head: 'EXPECTATION', of: ({ text }) => text },
          { head: 'NOTE', of: ({ note = '' }) => note, when: (all) => all.some(({ note }) => note) },
          { head: 'ID', of: ({ id }) => id },
        ],
        'nothing is expected: compartment expectation add',
      ),
  })
  api(program, {
    operation: 'addExpectation',
    arguments: ['text'],
    examples: [
      'expectation add "alex@acme.example cannot deployment.create at billing"',
      'expectation add "group:Support cannot variable.value.read at */production" --note "ISO 27001"',
      'expectation add "samuel@acme.example cannot organization.role.manage at anywhere"',
    ],
    view: expectationFacts,
  })
  api(program, {
    operation: 'removeExpectation',
    examples: ['expectation remove exp_123'],
    loses: ({ expectation }) => `Expect ${expectation} no longer?`,
    view: (_, { expectation }) => lines(`${expectation} is expected no longer.`),
  })
  api(program, {
    operation: 'testExpectations',
    typed: [new Argument('<file>', 'YAML or JSON: a list of expectations; - reads standard input')],
    without: ['expectations'],
    prepare: async (given, [file], context) => ({
      ...given,
      expectations: await statements(String(file), context),
    }),
    examples: ['access test ./expectations.yaml', 'access test - --output json < expectations.yaml'],
    view: (tested, _, context) => lines(...report(tested, context)),
    exit: ({ passed }) => (passed ? EXIT.done : EXIT.denied),
  })
}

function expectationFacts({ text, holds, note, id }: Expectation): View {
  return facts(['Expectation', text], ['Holds', holds ? 'yes' : 'no'], ['Note', note], ['Id', id])
}

async function statements(file: string, { terminal }: Context): Promise<string[]> {
  let found: unknown
  try {
    // JSON is YAML.
    found = parse(file === '-' ? await terminal.input() : await readFile(file, 'utf8'), {
      maxAliasCount: 100,
    })
  } catch (error) {
    throw usage(`cannot read \`${file}\`: ${(error as Error).message.split('\n')[0]}`)
  }
  if (Array.isArray(found) && found.length > 0 && found.every((one) => typeof one === 'string')) return found
  throw usage(
    `\`${file}\` is not a list of expectations`,
    'write one in each line: - alex@acme.example can deployment.create at billing',
  )
}

function report({ items }: Tested, { paint, terminal }: Context): string[] {
  const columns = Math.min(terminal.columns, 100)
  const failed = items.filter(({ holds }) => !holds).length
  const body = items.flatMap(({ text, holds, problem, total, failing }) => [
    ...wrapped(text, columns, holds ? `${paint('green', '✓')} ` : `${paint('red', '✗')} `),
    ...(problem === undefined ? [] : wrapped(problem, columns, '    ')),
    ...failing.flatMap((one) => wrapped(failure(one), columns, '    ')),
    ...(total > failing.length ? [`    … and ${total - failing.length} more`] : []),
  ])
  const sum =
    failed === 0
      ? counted(items.length, 'expectation holds', 'expectations hold')
      : `${failed} of ${counted(items.length, 'expectation does', 'expectations do')} not hold`
  return [...body, '', sum]
}

function failure({ email, principal, scope, code }: Failing): string {
  const why = code === 'ALLOWED' ? 'has the permission' : `${CODES[code].operator} (${code})`
  return `${email || principal} ${atScope(scope)}: ${why}`
}
