/**
 * Names and addresses give way to others, the same throughout, so that what is handed on can be read and replayed and names
 * nobody. Ids stay: they say nothing outside. What is of the product (permissions, codes, built-in roles) stays too.
 */
import type { OrganizationState } from '../model/state.ts'

export type Pseudonym = readonly [name: string, instead: string]

/** @param person the address or name that texts call the person by; @param others that stand in texts too */
export function pseudonymsFor(
  states: readonly OrganizationState[],
  person: string,
  others: readonly string[],
): Pseudonym[] {
  const all = new Map<string, string>()
  const ids = new Set(states.flatMap(idsIn))
  const give = (name: string, kind: string): void => {
    // What is called like an id is left: facts refer to each other by them.
    if (name === '' || all.has(name) || ids.has(name)) return
    const number = [...all.values()].filter((taken) => taken.startsWith(`${kind}-`)).length + 1
    all.set(name, `${kind}-${number}`)
  }
  if (person !== '') all.set(person, 'person-1@example.invalid')
  for (const [at, email] of [...new Set(others)].entries())
    if (email !== '' && !all.has(email)) all.set(email, `person-${at + 2}@example.invalid`)
  for (const state of states) {
    give(state.organization.name, 'tenant')
    give(state.organization.displayName, 'tenant')
    for (const { name } of state.groups) give(name, 'group')
    for (const { name } of state.roles) give(name, 'role')
    for (const { key, displayName } of state.providers) {
      give(key, 'provider')
      give(displayName, 'provider')
    }
    for (const { name, displayName } of state.projects) {
      give(name, 'project')
      give(displayName, 'project')
    }
    for (const { name } of state.environments) give(name, 'environment')
  }
  // The longest first: what contains another is not taken apart.
  return [...all].toSorted(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
}

function idsIn(state: OrganizationState): string[] {
  const { organization, providers, members, groups, roles, projects, environments } = state
  return [organization, ...providers, ...members, ...groups, ...roles, ...projects, ...environments].map(
    ({ id }) => id,
  )
}

/** What stays as it is, whatever it is called like: permissions, and names of fields. */
export type Stays = (text: string, key: string) => boolean

/** Every text in a value, however deep. */
export function renamed<T>(value: T, pseudonyms: readonly Pseudonym[], stays: Stays, key = ''): T {
  if (pseudonyms.length === 0) return value
  if (typeof value === 'string') return (stays(value, key) ? value : inText(value, pseudonyms)) as T
  if (Array.isArray(value)) return value.map((one: unknown) => renamed(one, pseudonyms, stays, key)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, one]: [string, unknown]) => [
    name,
    renamed(one, pseudonyms, stays, name),
  ])
  return Object.fromEntries(entries) as T
}

/** In one go, so that nothing that was put in is taken for a name. A part of a longer word, or of a key, is none. */
function inText(text: string, pseudonyms: readonly Pseudonym[]): string {
  const instead = new Map(pseudonyms)
  const names = pseudonyms.map(([name]) => name.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`)).join('|')
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}_-]|[\\p{L}\\p{N}]\\.)(?:${names})(?![\\p{L}\\p{N}_-]|\\.[\\p{L}\\p{N}])`,
    'gu',
  )
  return text.replaceAll(pattern, (name) => instead.get(name)!)
}
