/** Which roles have a permission, those with fewer permissions first (F54). */
import type { Role } from '../model/role.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

export type RoleGiving = Pick<Role, 'id' | 'name' | 'kind'> & {
  /** How many permissions it has. */
  readonly keys: number
}

export function rolesGiving({ roles, index, sets, vocabulary }: Snapshot, permission: string): RoleGiving[] {
  const bit = vocabulary.bitOf(permission)
  if (bit === undefined) return []
  const having = Array.from(roles.values()).filter(({ id }) =>
    sets.has(index.setOf(roles.numberOf(id)!), bit),
  )
  return having
    .map(({ id, name, kind }) => {
      const set = index.setOf(roles.numberOf(id)!)
      return { id, name, kind, keys: Array.from(sets.bits(set)).length }
    })
    .toSorted((a, b) => a.keys - b.keys || (a.name < b.name ? -1 : 1))
}
