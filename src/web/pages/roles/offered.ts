/** What whoever looks may do with a role, in the order in which it is offered. */
import type { May } from '../../app/abilities.ts'
import type { Doing, Role } from './view.ts'

export type Action = readonly [name: Doing, label: string]

/** A built-in role is the same in every tenant: it is copied, and never changed or deleted. */
export function roleActions({ kind }: Role, may: May): readonly Action[] {
  if (!may('organization.role.manage')) return []
  if (kind === 'system') return [['duplicate', 'Duplicate']]
  return [
    ['edit', 'Edit'],
    ['duplicate', 'Duplicate'],
    ['delete', 'Delete'],
  ]
}
