/** `access diagnosis …` and `access bundle`: what is being looked into, and handing a case on. */
import { writeFileSync } from 'node:fs'
import { Option } from 'commander'
import type { Answer } from '../contract/client.ts'
import { api, type Shown } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { shortInstant } from './duration.ts'
import { escapeText } from './escape.ts'
import { type Exit, usage } from './failure.ts'
import { scopePath } from './impact.ts'
import { facts, lines, table, type View } from './view.ts'
import type { Values } from './write.ts'

type Diagnosis = Shown<'listDiagnoses'>['items'][number]

export function diagnosisCommands(program: Program): void {
  api(program, {
    operation: 'listDiagnoses',
    examples: ['access diagnosis list', 'access diagnosis list --user alex@acme.example --closed'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'ID', of: ({ id }) => id },
          { head: 'PERSON', of: personOf },
          { head: 'GOAL', of: ({ goal }) => goalText(goal) },
          { head: 'FOUND', of: ({ code }) => code },
          { head: 'STATE', of: ({ state }) => state },
          { head: 'OPENED', of: ({ opened_at: at }) => shortInstant(at) },
          { head: 'BY', of: ({ opened_by: by }) => by.email },
        ],
        'no diagnosis is open: compartment access diagnose EMAIL opens one',
      ),
  })
  api(program, {
    operation: 'showDiagnosis',
    examples: ['access diagnosis show dia_123'],
    view: (one) => diagnosisFacts(one, one.bundles.map(({ id }) => id).join(', ')),
  })
  api(program, {
    operation: 'recordCheck',
    examples: [
      'access diagnosis record dia_123 --check sign_in --found passed --saw "signed in while on the phone"',
    ],
    view: (one) => diagnosisFacts(one),
  })
  api(program, {
    operation: 'closeDiagnosis',
    examples: ['access diagnosis close dia_123 --note "switched the feature on"'],
    view: (_, { diagnosis }) => lines(`Closed ${diagnosis}.`),
  })
  bundles(program)
}

function bundles(program: Program): void {
  api(program, {
    operation: 'createBundle',
    arguments: ['diagnosis?'],
    without: ['role'],
    more: [
      new Option('--role <text>', 'their role, where it is not known here'),
      new Option('--save <file>', 'write what `access replay` reads into a new file'),
    ],
    prepare: (given, _, __, { role }) => (role === undefined ? given : { ...given, role }),
    examples: [
      'access bundle dia_123 --tried "open the logs of billing" --error-message "Something went wrong (500)"',
      'access bundle --reference den_123 --save case.json',
    ],
    view: ticket,
    instead: (bundle, _, context, { save }) => handedOn(bundle, save, context),
  })
  api(program, {
    operation: 'showBundle',
    examples: ['access diagnosis bundle bun_123', 'access diagnosis bundle bun_123 --output json'],
    view: ticket,
    instead: (bundle, _, context) => printed(bundle, context),
  })
}

type Bundle = Pick<Answer<'createBundle'>, 'reference' | 'content' | 'markdown'>

/** Line by line: what else would steer the terminal is shown as what it is; the file has it as it came. */
function ticket({ markdown }: Pick<Bundle, 'markdown'>): View {
  return lines(...markdown.trimEnd().split('\n').map(escapeText))
}

/** Its lines are its own: they are taken apart before what a server says is made harmless. */
function printed(bundle: Bundle, context: Context): Promise<Exit | undefined> {
  context.print(bundle, () => ticket(bundle))
  return Promise.resolve(undefined)
}

async function handedOn(bundle: Bundle, save: unknown, context: Context): Promise<Exit | undefined> {
  if (typeof save === 'string') saved(bundle, save)
  await printed(bundle, context)
  context.say(`Its reference: ${escapeText(bundle.reference)}`)
  if (typeof save === 'string') context.say(`Wrote ${save}.`)
  return undefined
}

/** It holds what somebody's access rests on: for its owner's eyes alone. */
function saved(bundle: Bundle, file: string): void {
  try {
    writeFileSync(file, `${JSON.stringify(bundle.content, undefined, 2)}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw usage(
      `\`${file}\` is there already`,
      `choose another name; the bundle is kept: compartment access diagnosis bundle ${bundle.reference}`,
    )
  }
}

function diagnosisFacts(one: Omit<Shown<'showDiagnosis'>, 'bundles'>, bundles = ''): View {
  return facts(
    ['Diagnosis', one.id],
    ['Person', personOf(one)],
    ['Goal', goalText(one.goal)],
    ['Found', `${one.verdict}, ${one.code}, at ${one.revision}`],
    ['State', one.state],
    ['Opened', `${shortInstant(one.opened_at)} by ${one.opened_by.email}`],
    ['Last look', shortInstant(one.looked_at)],
    [
      'Closed',
      one.closed_at && `${shortInstant(one.closed_at)}${one.closed_by ? ` by ${one.closed_by.email}` : ''}`,
    ],
    ['Outcome', one.outcome],
    ['Refused as', one.reference],
    ...one.checks.map((check): readonly [string, string] => [
      `Check ${check.id}`,
      [
        check.status.replace('_', ' '),
        check.code ?? '',
        check.by === undefined ? '' : `recorded by ${check.by.email}: ${check.note ?? ''}`,
      ]
        .filter(Boolean)
        .join(', '),
    ]),
    ['Bundles', bundles],
  )
}

function personOf({ email, principal }: Pick<Diagnosis, 'email' | 'principal'>): string {
  return email ?? principal
}

export function goalText(goal: Diagnosis['goal'] | Values): string {
  if ('permission' in goal)
    return `${String(goal.permission)} at ${scopePath((goal as { scope: Parameters<typeof scopePath>[0] }).scope)}`
  return 'feature' in goal ? `feature ${String(goal.feature)}` : 'sign in'
}
