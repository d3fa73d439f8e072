/** What a reader wants of the audit log: by log, type, actor, what it is about, place, time and text. */
import { ACTIVITY, isActivityType } from '../../core/catalogue/activity.ts'
import { findGroup, findProject, findRole } from '../../core/index.ts'
import { milliseconds } from '../answers/instants.ts'
import { idOf, scopeFor } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { dataOf, type Entry, typeOf } from './entry.ts'

type Filters = {
  readonly log?: 'journal' | 'activity' | undefined
  readonly type?: string | undefined
  readonly actor?: string | undefined
  readonly target?: string | undefined
  readonly scope?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly q?: string | undefined
}

/** What the store can look for, and what is left to look at. */
export type AuditFilter = {
  readonly journal: boolean
  readonly activity: boolean
  readonly actor?: string
  readonly since?: number
  readonly until?: number
  /** Ids and names of which an entry must name one; of each list. */
  readonly naming: readonly (readonly string[])[]
  readonly matches: (entry: Entry) => boolean
  /** Whether everything is wanted, so that what is exported is whole. */
  readonly whole: boolean
}

export function filterOf(scene: Scene, query: Filters): AuditFilter {
  const { log, type, actor, target, scope, since, until } = query
  const text = query.q?.toLowerCase()
  const naming = [
    ...(target === undefined ? [] : [targetsOf(scene, target)]),
    ...(scope === undefined ? [] : [placesIn(scene, scope)]),
  ]
  const isOfType = (one: string): boolean => type === undefined || one === type || one.startsWith(`${type}.`)
  return {
    journal: log !== 'activity' && !(type !== undefined && isActivityType(type)),
    activity: log !== 'journal' && (type === undefined || Object.keys(ACTIVITY).some(isOfType)),
    ...(actor !== undefined && { actor: idOf(scene, actor) ?? plainWord(actor) }),
    ...(since !== undefined && { since: milliseconds(since) }),
    ...(until !== undefined && { until: milliseconds(until) }),
    naming,
    matches: (entry) =>
      isOfType(typeOf(entry)) &&
      naming.every((names) => mentions(dataOf(entry), new Set(names))) &&
      (text === undefined || textsOf(entry).some((part) => part.toLowerCase().includes(text))),
    whole: [log, type, actor, target, scope, since, until, text].every((one) => one === undefined),
  }
}

function textsOf(entry: Entry): string[] {
  const type = typeOf(entry)
  return entry.log === 'journal' ? [type, entry.record.command, entry.record.reason ?? ''] : [type]
}

/** An id is itself; a name may be that of several things, today; what is gone is found by its id. */
function targetsOf(scene: Scene, target: string): string[] {
  const { snapshot } = scene
  const found = [
    idOf(scene, target),
    findRole(snapshot, target)?.id,
    findGroup(snapshot, target)?.id,
    findProject(snapshot, target)?.id,
  ]
  return [...new Set([target, ...found.filter((id) => id !== undefined)])]
}

/** Ids of a place and of those inside it; of a place that is not there, what was typed. */
function placesIn(scene: Scene, text: string): string[] {
  const { snapshot } = scene
  const number = scopeFor(scene, text)
  if (number === undefined) return [text]
  const { id, path } = snapshot.scopes.at(number)
  if (id === snapshot.organization.id) return [id, path]
  const inside = [...snapshot.environments.values()].filter(({ project }) => project === id)
  return [id, path, ...inside.flatMap((one) => [one.id, `${path}/${one.name}`])]
}

function mentions(value: unknown, names: ReadonlySet<string>): boolean {
  if (typeof value === 'string') return names.has(value)
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((inner) => mentions(inner, names))
}

/** What cannot be an id is nobody's; the store need not see it. */
function plainWord(text: string): string {
  return /^[a-z0-9_.]+$/.test(text) ? text : ''
}
