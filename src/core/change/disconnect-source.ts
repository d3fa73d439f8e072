/** `source disconnect`: the source and its automation account go, with all that it could do, in one change. */
import { foldName } from '../model/name.ts'
import type { Source } from '../model/source.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'
import { removeUser } from './remove-user.ts'

export type DisconnectSource = {
  /** Id or name. */
  readonly source: string
}

/** @param context its `through` is the source */
export function disconnectSource(snapshot: Snapshot, input: DisconnectSource, context: Context): Outcome {
  const source = findSource(snapshot, input.source)
  if (source === undefined) return noSource(input.source)
  const removed = removeUser(snapshot, { principal: source.account }, context)
  return isRefusal(removed) ? removed : [...removed, { type: 'source.disconnected', data: { source } }]
}

/** A source by id or unique name. */
export function findSource({ sources }: Snapshot, idOrName: string): Source | undefined {
  const folded = foldName(idOrName)
  return sources.find(({ id }) => id === idOrName) ?? sources.find(({ name }) => foldName(name) === folded)
}

export function noSource(idOrName: string): Refusal {
  return refuse('NOT_FOUND', `no source \`${idOrName}\``, {
    field: '/source',
    next: 'compartment source list',
  })
}
