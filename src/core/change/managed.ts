/** Who manages an automation account, in the words of a refusal (S0-13). */
import type { Member } from '../model/member.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { type Refusal, refuse } from './refusal.ts'

/** @param before the account’s own name in the sentence: `usr_1` */
export function managedRefusal({ sources }: Snapshot, { id, owner }: Member, field?: string): Refusal {
  const source = owner?.type === 'source' ? sources.find((one) => one.id === owner.id) : undefined
  const manager = source === undefined ? `its ${owner?.type ?? 'owner'}` : `its source \`${source.name}\``
  return refuse('MANAGED_IDENTITY', `\`${id}\` is an automation account: ${manager} manages it`, {
    ...(field !== undefined && { field }),
    ...(source !== undefined && { next: `compartment source show ${source.id}` }),
    ...(owner?.type === 'token' && { next: 'compartment token list --all' }),
  })
}
