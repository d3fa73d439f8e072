/** `group update`: another name or description. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { findGroup, nameRefusal, noGroup } from './lookup.ts'

export type UpdateGroup = { readonly group: string; readonly name?: string; readonly description?: string }

export function updateGroup(snapshot: Snapshot, input: UpdateGroup, _context: Context): Outcome {
  const before = findGroup(snapshot, input.group)
  if (before === undefined) return noGroup(input.group)
  const { name = before.name, description = before.description } = input
  const refusal = nameRefusal('group', name, snapshot.groups.values(), before.id)
  if (refusal !== undefined) return refusal
  return [
    {
      type: 'group.updated',
      data: { before, after: { ...before, name: name.normalize('NFKC').trim(), description } },
    },
  ]
}
