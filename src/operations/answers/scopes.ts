/** Scopes as answers show them: by the names of project and environment. */
import type { ScopeAnswer } from '../../contract/shapes/answer.ts'
import type { Snapshot } from '../../core/index.ts'

/** @param id of a scope that exists */
export function scopeAnswer(snapshot: Snapshot, id: string): ScopeAnswer {
  const number = snapshot.scopes.find(id)
  return pathAnswer(number === undefined ? id : snapshot.scopes.at(number).path)
}

/** A scope from its text, whether or not there is one. */
export function pathAnswer(path: string): ScopeAnswer {
  if (path === 'organization' || path.startsWith('org_')) return { type: 'organization' }
  const slash = path.indexOf('/')
  if (slash < 0) return { type: 'project', project: path }
  return { type: 'environment', project: path.slice(0, slash), environment: path.slice(slash + 1) }
}

const WIDTHS = { organization: 0, project: 1, environment: 2 } as const

/** @param places by number */
export function widestFirst({ scopes }: Snapshot, places: Iterable<number>): ScopeAnswer[] {
  const rows = Array.from(places, (place) => scopes.at(place))
  rows.sort((a, b) => WIDTHS[a.type] - WIDTHS[b.type] || (a.path < b.path ? -1 : 1))
  return rows.map(({ path }) => pathAnswer(path))
}
