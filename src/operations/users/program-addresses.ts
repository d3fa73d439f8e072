/** Addresses of programs are not invited. One of this organization is named; one of another looks like one of nobody. */
import { managedRefusal } from '../../core/change/managed.ts'
import { refuse } from '../../core/index.ts'
import type { Account } from '../../store/store.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'
import { isProgramAddress } from '../tokens/automation-account.ts'

/** @throws Refused MANAGED_IDENTITY, which names what manages it; INVALID, whether or not there is such an account */
export function refusePrograms({ snapshot }: Scene, email: string, known: Account | undefined): void {
  if (!isProgramAddress(email) && known?.type !== 'automation') return
  const member = known === undefined ? undefined : snapshot.members.get(known.id)
  if (member?.type === 'automation') throw new Refused(managedRefusal(snapshot, member, '/email'))
  const detail = `\`${email}\` cannot be invited: no mail reaches it`
  throw new Refused(refuse('INVALID', detail, { field: '/email' }))
}
