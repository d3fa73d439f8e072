/** Places where somebody can do the same, put together, so that a hundred environments read as one line. */
import { type Scope, scopeText } from './scope.ts'

export type Allowed = {
  readonly scope: Scope
  readonly path: string
  readonly permissions: readonly string[]
}

export type Alike = { readonly scopes: readonly Scope[]; readonly permissions: readonly string[] }

/**
 * In the order in which their first place comes. A place in which the same is allowed as in the one around it is not
 * named: it goes without saying; nor is the organization where nothing is.
 */
export function putTogether(items: readonly Allowed[]): Alike[] {
  const allowed = new Map(items.map((item) => [scopeText(item.scope), keyOf(item)]))
  const groups = new Map<string, { scopes: Scope[]; permissions: readonly string[] }>()
  for (const item of items) {
    const { scope, permissions } = item
    const around = aroundOf(scope)
    if (around === undefined ? permissions.length === 0 : allowed.get(around) === keyOf(item)) continue
    const group = groups.get(keyOf(item)) ?? { scopes: [], permissions }
    group.scopes.push(scope)
    groups.set(keyOf(item), group)
  }
  return [...groups.values()]
}

function keyOf({ permissions }: Allowed): string {
  return permissions.toSorted().join(' ')
}

/** The place around it, as text. */
function aroundOf({ project, environment }: Scope): string | undefined {
  if (project === undefined) return undefined
  return scopeText(environment === undefined ? { type: 'organization' } : { type: 'project', project })
}
