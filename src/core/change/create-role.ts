/** `role create`: a custom role with a set of permissions (S2-1). */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { nameRefusal } from './lookup.ts'
import { permissionsRefusal, sortedPermissions } from './permission-input.ts'

export type CreateRole = {
  readonly name: string
  readonly description?: string
  readonly permissions: readonly string[]
}

export function createRole(snapshot: Snapshot, input: CreateRole, { newId }: Context): Outcome {
  const refusal =
    nameRefusal('role', input.name, snapshot.roles.values()) ??
    permissionsRefusal(snapshot, input.permissions)
  if (refusal !== undefined) return refusal
  const role = {
    id: newId('rol'),
    name: input.name.normalize('NFKC').trim(),
    kind: 'custom',
    description: input.description ?? '',
    permissions: sortedPermissions(snapshot, input.permissions),
  } as const
  return [{ type: 'role.created', data: { role } }]
}
