/** A role as it is being written: what it begins with, what is different by now, and what may be switched. */
import type { Role } from '../view.ts'

export type Draft = {
  readonly name: string
  readonly description: string
  readonly permissions: ReadonlySet<string>
}

export const EMPTY: Draft = { name: '', description: '', permissions: new Set() }

export function draftOf({ name, description, permissions }: Role): Draft {
  return { name, description, permissions: new Set(permissions) }
}

/** Of a copy: what one does not have oneself is left out, for it could not be given. */
export function copyOf({ name, description, permissions }: Role, own: ReadonlySet<string>): Draft {
  const kept = permissions.filter((key) => own.has(key))
  return { name: `Copy of ${name}`, description, permissions: new Set(kept) }
}

/** What may be switched: what one has oneself, and what the role has already. */
export function switchable(before: Draft, own: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...own, ...before.permissions])
}

export type Difference = {
  readonly name: boolean
  readonly description: boolean
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

export function difference(before: Draft, now: Draft): Difference {
  return {
    name: before.name !== now.name,
    description: before.description !== now.description,
    added: [...now.permissions].filter((key) => !before.permissions.has(key)).toSorted(),
    removed: [...before.permissions].filter((key) => !now.permissions.has(key)).toSorted(),
  }
}

export function isSame({ name, description, added, removed }: Difference): boolean {
  return !name && !description && added.length + removed.length === 0
}
