/** `role update`: another name, description, or set of permissions, which replaces the one before (S2-1). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findRole, nameRefusal, noRole } from './lookup.ts'
import { permissionsRefusal, sortedPermissions } from './permission-input.ts'

export type UpdateRole = {
  readonly role: string
  readonly name?: string
  readonly description?: string
  readonly permissions?: readonly string[]
}

export function updateRole(snapshot: Snapshot, input: UpdateRole, _context: Context): Outcome {
  const before = findRole(snapshot, input.role)
  if (before === undefined) return noRole(input.role)
  const { name = before.name, description = before.description, permissions = before.permissions } = input
  const refusal =
    nameRefusal('role', name, snapshot.roles.values(), before.id) ?? permissionsRefusal(snapshot, permissions)
  if (refusal !== undefined) return refusal
  const after = {
    ...before,
    name: name.normalize('NFKC').trim(),
    description,
    permissions: sortedPermissions(snapshot, permissions),
  }
  return [{ type: 'role.updated', data: { before, after } }]
}
