/** Permissions by family, as a role's toggles stand: which are on, and what switching a whole family does. */
import type { Answer } from '../../../contract/client.ts'

export type Permission = Pick<
  Answer<'listPermissions'>['items'][number],
  'key' | 'family' | 'capability' | 'description' | 'sensitive'
>
export type Family = { readonly name: string; readonly permissions: readonly Permission[] }

/** In the catalogue's order, which is that of the answer; families of applications come after. */
export function familiesOf(permissions: readonly Permission[]): readonly Family[] {
  const families = new Map<string, Permission[]>()
  for (const permission of permissions) {
    const its = families.get(permission.family)
    if (its === undefined) families.set(permission.family, [permission])
    else its.push(permission)
  }
  return Array.from(families, ([name, its]) => ({ name, permissions: its }))
}

/** Those with a permission whose key or words contain the text; of each as much as does. */
export function matching(families: readonly Family[], text: string): readonly Family[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return families
  return families.flatMap(({ name, permissions }) => {
    const found = permissions.filter(({ key, capability, description }) =>
      [key, capability, description].some((one) => one.toLowerCase().includes(wanted)),
    )
    return found.length === 0 ? [] : [{ name, permissions: found }]
  })
}

export type FamilyState = {
  readonly on: number
  readonly state: 'all' | 'some' | 'none'
}

export function stateOf({ permissions }: Family, chosen: ReadonlySet<string>): FamilyState {
  const on = permissions.filter(({ key }) => chosen.has(key)).length
  return { on, state: on === 0 ? 'none' : on === permissions.length ? 'all' : 'some' }
}

export type Switching = { readonly keys: readonly string[]; readonly on: boolean }

/**
 * What the family's own toggle does: all on that may be, and all off once they are.
 * @param can keys that may be switched
 */
export function switching(
  { permissions }: Family,
  chosen: ReadonlySet<string>,
  can: ReadonlySet<string>,
): Switching {
  const keys = permissions.map(({ key }) => key).filter((key) => can.has(key))
  return { keys, on: keys.some((key) => !chosen.has(key)) }
}
