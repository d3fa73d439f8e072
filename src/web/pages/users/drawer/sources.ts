/** What somebody can do at a place, key by key, with what gives each, and what is given further out and does not count. */
import type { Answer } from '../../../../contract/client.ts'
import { FAMILIES, PERMISSIONS } from '../../../../core/catalogue/permissions.ts'
import type { Source } from '../../../parts/source.ts'

type Explanation = NonNullable<Answer<'explainAccess'>['explanation']>
type Link = Explanation['chain'][number]
type Role = Pick<Answer<'showRole'>, 'id' | 'permissions'>

export type KeyRow = {
  readonly key: string
  /**
   * `in_force`: they can; `withheld`: it is given and something else keeps them from it (a feature, an archived project,
   * their account); `shadowed`: it is given further out, and a narrower grant decides.
   */
  readonly state: 'in_force' | 'withheld' | 'shadowed'
  /** Empty where the reader may not see roles. */
  readonly sources: readonly (Source & { readonly path: string })[]
}

export type KeyFamily = { readonly family: string; readonly rows: readonly KeyRow[] }

/** @param allowed keys that the engine allows there, all gates considered */
export function keyRows(
  allowed: readonly string[],
  chain: Explanation['chain'],
  roles: readonly Role[],
): readonly KeyFamily[] {
  const can = new Set(allowed)
  const at = chain.findIndex(({ decided }) => decided)
  const deciding = chain[at]
  const given = new Set(deciding?.permissions)
  const outer = at < 0 ? [] : chain.slice(at + 1)
  const keys = [...new Set([...can, ...given, ...outer.flatMap(({ permissions }) => permissions)])]
  const rows = keys.map((key): KeyRow => {
    const state = can.has(key) ? 'in_force' : given.has(key) ? 'withheld' : 'shadowed'
    const links = state === 'shadowed' ? outer : deciding === undefined ? [] : [deciding]
    return { key, state, sources: links.flatMap((link) => sourcesOf(key, link, roles)) }
  })
  return byFamily(rows)
}

function sourcesOf(key: string, { path, assignments }: Link, roles: readonly Role[]): KeyRow['sources'] {
  const giving = assignments.filter(
    ({ role, state }) =>
      state === 'in_force' && roles.find(({ id }) => id === role)?.permissions.includes(key) === true,
  )
  const sources = giving.map(({ role_name: role, via }) =>
    via === undefined ? { role, path } : { role, path, group: via.group_name },
  )
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()]
}

const OF_APPLICATIONS = 'Applications'

/** In the catalogue's order; keys of applications after it, by name. */
function byFamily(rows: readonly KeyRow[]): readonly KeyFamily[] {
  const places = new Map<string, number>(PERMISSIONS.map(({ key }, at) => [key, at]))
  const familyOf = new Map<string, string>(PERMISSIONS.map(({ key, family }) => [key, family]))
  const sorted = rows.toSorted((a, b) => {
    const [x, y] = [places.get(a.key) ?? places.size, places.get(b.key) ?? places.size]
    return x === y ? (a.key < b.key ? -1 : 1) : x - y
  })
  return [...FAMILIES.map(({ name }) => name), OF_APPLICATIONS].flatMap((family) => {
    const its = sorted.filter(({ key }) => (familyOf.get(key) ?? OF_APPLICATIONS) === family)
    return its.length === 0 ? [] : [{ family, rows: its }]
  })
}
