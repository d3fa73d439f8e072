/** `group create`. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { nameRefusal } from './lookup.ts'

export type CreateGroup = { readonly name: string; readonly description?: string }

export function createGroup(snapshot: Snapshot, input: CreateGroup, { newId }: Context): Outcome {
  const refusal = nameRefusal('group', input.name, snapshot.groups.values())
  if (refusal !== undefined) return refusal
  const group = {
    id: newId('grp'),
    name: input.name.normalize('NFKC').trim(),
    description: input.description ?? '',
  }
  return [{ type: 'group.created', data: { group } }]
}
