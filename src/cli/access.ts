/** `access …`: questions to the engine. The exit code carries the answer. */
import { CODES } from '../core/catalogue/codes.ts'
import { api, type Shown, type Texts } from './api-command.ts'
import type { Context, Program } from './command.ts'
import { explanationLines } from './explain.ts'
import { EXIT, type Exit } from './failure.ts'
import { atScope } from './impact.ts'
import { lines, table, type View } from './view.ts'
import { wrapped } from './width.ts'

export type Decision = Shown<'checkAccess'>

const HERE = { scope: 'organization' } as const

export function accessCommands(program: Program): void {
  api(program, {
    operation: 'checkAccess',
    arguments: ['principal', 'permission'],
    defaults: HERE,
    examples: ['access check alex@acme.example deployment.create --at billing/production'],
    view: checked,
    exit: exitOf,
  })
  api(program, {
    operation: 'explainAccess',
    arguments: ['principal', 'permission'],
    defaults: HERE,
    examples: [
      'access explain alex@acme.example deployment.create --at billing/production',
      'access explain alex@acme.example organization.user.read --output json',
    ],
    view: (decision, given, context) =>
      decision.explanation === undefined
        ? checked(decision, given, context)
        : lines(
            ...explanationLines(decision, decision.explanation, {
              person: given['principal'] ?? decision.principal,
              organization: decision.revision.split('@')[0]!,
              columns: Math.min(context.terminal.columns, 100),
              paint: context.paint,
            }),
          ),
    exit: exitOf,
  })
  queries(program)
}

function queries(program: Program): void {
  api(program, {
    operation: 'whoHasAccess',
    arguments: ['permission'],
    defaults: HERE,
    examples: ['access who deployment.create --at billing/production'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'EMAIL', of: ({ email }) => email },
          {
            head: 'TYPE',
            of: ({ type }) => type,
            when: (all) => all.some(({ type }) => type === 'automation'),
          },
          {
            head: 'THROUGH',
            of: ({ through }) => [...new Set(through.map((path) => pathOf(path)))].join(', '),
          },
        ],
        'nobody may do this there',
      ),
  })
  api(program, {
    operation: 'whatAccess',
    arguments: ['principal'],
    examples: ['access what alex@acme.example', 'access what alex@acme.example --at billing'],
    view: ({ items }) =>
      table(
        items,
        [
          { head: 'SCOPE', of: ({ path }) => path },
          { head: 'COUNT', of: ({ permissions }) => String(permissions.length) },
          { head: 'PERMISSIONS', of: ({ permissions }) => permissions.join(', ') },
        ],
        'this person may do nothing there',
      ),
  })
  api(program, {
    operation: 'listGrantors',
    arguments: ['permission?'],
    defaults: HERE,
    examples: [
      'access grantors deployment.create --at billing',
      'access grantors --role deployer --at billing',
    ],
    view: ({ items }) =>
      table(items, [{ head: 'EMAIL', of: ({ email }) => email }], 'nobody could give this there'),
  })
}

/** 2 is an answer (denied); what has no answer was refused and is reported. */
function exitOf({ allowed }: Decision): Exit {
  return allowed ? EXIT.done : EXIT.denied
}

function pathOf({
  role_name: role,
  group_name: group,
}: Shown<'whoHasAccess'>['items'][number]['through'][number]): string {
  return group === undefined ? role : `${role} (group ${group})`
}

function checked(decision: Decision, { principal = '' }: Texts, context: Context): View {
  const { allowed, code, permission, scope, suggestions = [] } = decision
  if (allowed)
    return lines(`${context.paint('green', '✓ allowed')}: ${principal} has ${permission} ${atScope(scope)}`)
  const why = code === 'ALLOWED' ? '' : CODES[code].operator
  return lines(
    `${context.paint('red', '✗ denied')}: ${principal} does not have ${permission} ${atScope(scope)}`,
    ...wrapped(`${why} (${code})`, context.terminal.columns, '  '),
    ...(suggestions.length > 0 ? [`  did you mean ${suggestions.join(', ')}?`] : []),
  )
}
