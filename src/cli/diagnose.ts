/** `access diagnose`: the six checks as a ladder, the blocker's evidence unfolded, the next step, the reply. */
import { Option } from 'commander'
import { CODES, type Code } from '../core/catalogue/codes.ts'
import { api, type Shown } from './api-command.ts'
import { applying } from './apply-remedy.ts'
import { capabilityOf } from './capability.ts'
import type { Context, Program } from './command.ts'
import { thenLines } from './diagnosis-then.ts'
import { EXIT, type Exit, usage } from './failure.ts'
import { atScope } from './impact.ts'
import { remedyLines } from './remedies.ts'
import { shellLine } from './shell-words.ts'
import { lines, type View } from './view.ts'
import { walked } from './walk.ts'
import { padded, wrapped } from './width.ts'
import type { Values } from './write.ts'

export type Diagnosis = Shown<'diagnoseAccess'>
type Check = Diagnosis['checks'][number]
type Step = Diagnosis['next']

export function diagnoseCommands(program: Program): void {
  api(program, {
    operation: 'diagnoseAccess',
    arguments: ['principal?'],
    without: ['goal'],
    more: [
      new Option(
        '--do <permission>',
        'what they mean to do: a permission key, or what it lets people do, e.g. "change variables"',
      ),
      new Option('--at, --scope <scope>', 'with --do: organization, a project, or project/environment'),
      new Option('--feature <feature>', 'in place of --do: a feature that they mean to use, by its key'),
      new Option(
        '--apply [remedy]',
        'do one of the remedies, by number or id; without one, what is suggested',
      ),
      new Option('--reason <text>', 'with --apply: why; it stands in the journal'),
      new Option('--dry-run', 'with --apply: show what would change, and change nothing'),
      new Option('--accept-impact <digest>', 'with --apply: accept the impact that was shown, by its digest'),
      new Option(
        '--override-expectations <digest>',
        'with --apply: break the expectations that were shown, by their digest; takes a reason',
      ),
      new Option('--yes', 'with --apply: do not ask'),
      new Option('--walk', 'go through the checks one by one, and record what they cannot tell'),
    ],
    prepare: (given, _, __, options) => {
      if (given['principal'] === undefined && given['reference'] === undefined)
        throw usage('say who it is about, or what was refused: a person, or --reference DEN')
      const goal = goalOf(options, given['reference'] === undefined)
      return goal === undefined ? given : { ...given, goal }
    },
    examples: [
      'access diagnose alex@acme.example',
      'access diagnose alex@acme.example --do deployment.create --at billing/production',
      'access diagnose alex@acme.example --do deployment.create --at billing/production --apply',
      'access diagnose alex@acme.example --feature cases --output json',
      'access diagnose --reference den_123',
      'access diagnose alex@acme.example --walk',
    ],
    view: (diagnosis, { principal }, context) =>
      report(diagnosis, principal ?? diagnosis.email ?? diagnosis.principal, context),
    exit: ({ verdict }) => EXITS[verdict],
    instead: (diagnosis, args, context, options) =>
      options['walk'] === true
        ? walkedThrough(diagnosis, args, context)
        : applying(diagnosis, args, context, options),
  })
}

/** The way is told on standard error as it goes; what was found, and what was recorded on it, is the answer. */
async function walkedThrough(diagnosis: Diagnosis, args: Values, context: Context): Promise<Exit> {
  const found = await walked(diagnosis, context)
  const { principal } = args['body'] as { readonly principal?: string }
  context.print(found, (shown) => report(shown, principal ?? shown.email ?? shown.principal, context))
  return EXITS[found.verdict]
}

const EXITS: Readonly<Record<Diagnosis['verdict'], Exit>> = {
  allowed: EXIT.done,
  blocked: EXIT.denied,
  cannot_tell: EXIT.cannotTell,
}

/** What they mean to do; where nothing is said, to sign in, or what the reference stands for. */
function goalOf({ do: permission, scope, feature }: Values, orSignIn: boolean): Values | undefined {
  if (permission !== undefined && feature !== undefined)
    throw usage('give one of --do and --feature: a diagnosis has one goal')
  if (scope !== undefined && permission === undefined)
    throw usage('--at says where something is done: say what with --do')
  if (permission !== undefined) return { permission, scope: scope ?? 'organization' }
  if (feature !== undefined) return { feature }
  return orSignIn ? { sign_in: true } : undefined
}

const SIGN: Readonly<Record<Check['status'], string>> = {
  passed: '✓ passed',
  failed: '✗ failed',
  not_reached: '– not reached',
  not_applicable: '– not applicable',
  unknown: '? cannot tell',
}

const COLOUR = {
  passed: 'green',
  failed: 'red',
  not_reached: 'dim',
  not_applicable: 'dim',
  unknown: 'yellow',
} as const

function report(diagnosis: Diagnosis, person: string, context: Context): View {
  const { id, checks, second, next, reply, revision } = diagnosis
  const columns = Math.min(context.terminal.columns, 100)
  const { paint } = context
  const title = (text: string): string[] => ['', paint('bold', text)]
  // What cannot be told stands beside the blocker, not in its place.
  const unfolded = new Set([checks.find(({ code }) => code === diagnosis.code)?.id, second?.check])
  return lines(
    ...headline(diagnosis, person, context, columns),
    ...thenLines(diagnosis, context, columns),
    ...title('Six checks, in this order'),
    ...checks.flatMap((check, at) => rung(check, at + 1, unfolded.has(check.id), context, columns)),
    ...(second === undefined
      ? []
      : [
          ...title('The second problem'),
          ...wrapped(`${second.code}: ${meaning(second.code)}`, columns, '  '),
          ...stepLines(second.next, context, columns),
        ]),
    ...title('Next'),
    ...stepLines(next, context, columns),
    ...remedies(diagnosis, context, columns),
    ...title('Reply to send'),
    ...wrapped(reply, columns, '  '),
    '',
    paint('dim', `diagnosed on ${revision}${id === undefined ? '' : `, kept as ${id}`}`),
  )
}

function remedies(diagnosis: Diagnosis, context: Context, columns: number): string[] {
  const shown = remedyLines(diagnosis, context, columns, (command) => hereToo(command, context))
  return shown.length === 0
    ? []
    : ['', context.paint('bold', 'Remedies, best first (--apply N does one)'), ...shown]
}

function headline({ verdict, code, goal }: Diagnosis, person: string, { paint }: Context, columns: number) {
  const what =
    'permission' in goal
      ? `${capabilityOf(goal.permission) ?? `use ${goal.permission}`} ${atScope(goal.scope)}`
      : 'feature' in goal
        ? `use the feature ${goal.feature}`
        : 'sign in'
  const said = {
    allowed: `${paint('green', '✓ Allowed:')} nothing stops ${person}, who means to ${what}.`,
    blocked: `${paint('red', '✗ Blocked:')} ${person} cannot ${what}.`,
    cannot_tell: `${paint('yellow', '? Cannot tell')} whether ${person} can ${what}.`,
  }[verdict]
  const first = wrapped(said, columns).map((line) => paint('bold', line))
  const asked = 'permission' in goal ? `; asked for ${goal.permission}` : ''
  const why = code === 'ALLOWED' ? '' : `${code}: ${meaning(code)}${asked}`
  return why === '' ? first : [...first, ...wrapped(why, columns, '  ')]
}

/** One line with its state, and below it what it rests on: all of it where it is in the way, else the first of it. */
function rung(check: Check, number: number, isUnfolded: boolean, { paint }: Context, columns: number) {
  const sign = paint(COLOUR[check.status], padded(SIGN[check.status], 18))
  const shown = isUnfolded ? check.evidence : check.evidence.slice(0, 1)
  return [
    ...wrapped(`${number}. ${check.title}`, columns, `  ${sign}`),
    ...shown.flatMap(({ text, ids }) => {
      const told = wrapped(plain(withIds(text, isUnfolded ? ids : [])), columns, '      ')
      return isUnfolded ? told : told.map((line) => paint('dim', line))
    }),
  ]
}

function withIds(text: string, ids: readonly string[]): string {
  const missing = ids.filter((id) => !text.includes(id))
  return missing.length === 0 ? text : `${text} [${missing.join(', ')}]`
}

function stepLines({ text, command }: Step, context: Context, columns: number): string[] {
  const told = wrapped(plain(text), columns, '  ')
  // A command that is copied is never broken.
  return command === undefined ? told : [...told, `  $ ${hereToo(command, context)}`]
}

/** With the organization and remote that were typed, so that it runs where this was asked. */
function hereToo(command: string, { organization, remote }: Context): string {
  const typed = [
    ...(organization === undefined ? [] : ['--organization', organization]),
    ...(remote === undefined ? [] : ['--remote', remote]),
  ]
  if (typed.length === 0) return command
  const there = shellLine(typed)
  return command
    .split(' && ')
    .map((one) => `${one} ${there}`)
    .join(' && ')
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}

function meaning(code: Code | 'CANNOT_TELL'): string {
  return code === 'CANNOT_TELL' ? 'nothing that is recorded tells' : CODES[code].operator
}
