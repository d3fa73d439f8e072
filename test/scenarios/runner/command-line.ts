/** A command line of the product, read by a small table of its own into the operation of the contract it stands for. */
import type { Operation } from '../../../src/contract/operation.ts'
import { OPERATIONS, type OperationName } from '../../../src/contract/table.ts'

export type Request = {
  readonly name: OperationName
  /** Path, query and body in one: their names do not clash. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** The arguments of each command, in order. Everything else is an option named like its field. */
const COMMANDS: Readonly<Record<string, readonly [OperationName, ...string[]]>> = {
  'user invite': ['inviteUser', 'email'],
  'user remove': ['removeUser', 'user'],
  'user block': ['blockUser', 'user'],
  'user unblock': ['unblockUser', 'user'],
  'user beta-access': ['setBetaAccess', 'user', 'enabled'],
  'user list': ['listUsers'],
  'invitation resend': ['resendInvitation', 'invitation'],
  'invitation cancel': ['cancelInvitation', 'invitation'],
  'role create': ['createRole', 'name'],
  'role update': ['updateRole', 'role'],
  'role delete': ['deleteRole', 'role'],
  'role grant': ['grantRole', 'user', 'role'],
  'role list': ['listRoles'],
  'group create': ['createGroup', 'name'],
  'group update': ['updateGroup', 'group'],
  'group delete': ['deleteGroup', 'group'],
  'group member add': ['addGroupMember', 'group', 'user'],
  'group member remove': ['removeGroupMember', 'group', 'user'],
  'assignment create': ['createAssignment'],
  'assignment update': ['updateAssignment', 'assignment'],
  'assignment delete': ['deleteAssignment', 'assignment'],
  'project create': ['createProject', 'name'],
  'project archive': ['archiveProject', 'project'],
  'project unarchive': ['unarchiveProject', 'project'],
  'project delete': ['deleteProject', 'project'],
  'environment create': ['createEnvironment', 'project/name'],
  'environment delete': ['deleteEnvironment', 'project/environment'],
  'org settings set': ['changeSettings'],
  'auth settings set': ['changeSignInSettings'],
  'feature set': ['setFeature', 'feature', 'enabled'],
  'expectation add': ['addExpectation', 'text'],
  'expectation remove': ['removeExpectation', 'expectation'],
  'expectation list': ['listExpectations'],
  'audit list': ['listAuditEvents'],
  'source connect git': ['connectSource', 'name'],
  'source disconnect': ['disconnectSource', 'source'],
  'source list': ['listSources'],
  'source show': ['showSource', 'source'],
}

/** @param now epoch milliseconds, for durations */
export function requestOf(line: string, now: number): Request {
  const words = wordsOf(line)
  const count = [3, 2].find((length) => words.slice(0, length).join(' ') in COMMANDS)
  if (count === undefined) throw new Error(`\`${line}\` is no command that scenarios know`)
  const [name, ...places] = COMMANDS[words.slice(0, count).join(' ')]!
  const rest = words.slice(count)
  const end = rest.findIndex((word) => word.startsWith('--'))
  const given = end < 0 ? rest : rest.slice(0, end)
  if (given.length !== places.length) throw new Error(`\`${line}\`: expected ${places.join(' and ')}`)
  const fields = given.flatMap((word, at) => placed(places[at]!, word))
  const options = end < 0 ? [] : optionsOf(rest.slice(end), name)
  const all = [...fields, ...options].map(([field, value]) => [field, valueOf(field, value, now)] as const)
  return { name, fields: Object.fromEntries(all) }
}

/** Words in single or double quotes are one. */
export function wordsOf(line: string): string[] {
  return Array.from(line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g), ([, double, single, plain]) => {
    return double ?? single ?? plain!
  })
}

type Typed = readonly [field: string, value: string | readonly string[]]

function placed(place: string, word: string): Typed[] {
  const places = place.split('/')
  if (places.length === 1) return [[place, word]]
  const parts = word.split('/')
  return places.map((one, at): Typed => [one, parts[at]!])
}

const FIELDS: Readonly<Record<string, string>> = {
  at: 'scope',
  permission: 'permissions',
  assign: 'assignments',
}

function optionsOf(words: readonly string[], name: OperationName): Typed[] {
  const typed: (readonly [string, string[]])[] = []
  for (const word of words) {
    if (word.startsWith('--')) typed.push([word.slice(2), []])
    else typed.at(-1)![1].push(word)
  }
  return typed
    .filter(([option]) => option !== 'yes')
    .map(([option, values]): Typed => {
      const groups = option === 'group' && name === 'inviteUser'
      const field = groups ? 'groups' : (FIELDS[option] ?? option.replaceAll('-', '_'))
      if (!(field in shapesOf(name))) throw new Error(`\`--${option}\` is no option of this command`)
      const list = groups || ['permission', 'assign'].includes(option)
      return [field, list ? values : values.join(' ')]
    })
}

function shapesOf(name: OperationName): Record<string, unknown> {
  const { params, query, body }: Operation = OPERATIONS[name]
  return { ...params.shape, ...query.shape, ...body?.shape }
}

const SPAN: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function valueOf(field: string, value: string | readonly string[], now: number): unknown {
  if (typeof value !== 'string') {
    return field === 'assignments' ? value.map((text) => roleAtScope(text)) : value
  }
  if (field === 'dry_run') return true
  if (field === 'enabled' || field === 'passwords') return value === 'on'
  if (field === 'not_before' || field === 'expires_at') return value === 'never' ? null : now + spanOf(value)
  return value
}

function spanOf(text: string): number {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? []
  if (count === undefined) throw new Error(`\`${text}\` is not a duration like 2h`)
  return Number(count) * SPAN[unit!]!
}

function roleAtScope(text: string): { role: string; scope: string } {
  const [role, scope] = text.split('@')
  return { role: role!, scope: scope! }
}
