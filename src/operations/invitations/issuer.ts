/**
 * A link that was shown to whoever issued it gives what the invited person may do when it is used, not when it was
 * shown: roles that somebody else has given since come on top. So it works only while its issuer could give all of it.
 */
import { type Invitation, missingToActAs, refuse } from '../../core/index.ts'
import { type JournalRecord, listJournal } from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'

const BATCH = 200

/** @throws Refused LINK_NOT_VALID where the issuer was removed or blocked, or lacks something that it would give */
export async function issuerMayStillGive(
  deps: Deps,
  living: LivingOrganization,
  invitation: Invitation,
  now: number,
): Promise<void> {
  if (lacks(living, '', invitation.principal, now) === 0) return
  const issuer = await issuerOf(deps, living.id, invitation.id)
  // The server's own machine, where whoever can read the data needs no link.
  if (issuer === null) return
  const isHere = living.snapshot.members.get(issuer)?.access === 'allowed'
  if (isHere && lacks(living, issuer, invitation.principal, now) === 0) return
  const detail = 'whoever issued this link may not give what it would give now: ask an admin for a new one'
  throw new Refused(refuse('LINK_NOT_VALID', detail))
}

function lacks({ snapshot }: LivingOrganization, account: string, principal: string, now: number): number {
  return missingToActAs(snapshot, { type: 'principal', id: account }, principal, now).length
}

/** Who issued the newest link: the journal knows. `null`: the server itself. */
async function issuerOf({ store }: Deps, organization: string, invitation: string): Promise<string | null> {
  const types = ['invitation.created', 'invitation.resent'] as const
  for (let before: number | undefined; ; ) {
    const place = before === undefined ? {} : { beforeSequence: before }
    const records = await listJournal(store, organization, { types: [...types], ...place, limit: BATCH })
    const issued = records.find(({ event }) => issuedBy(event) === invitation)
    if (issued !== undefined) return issued.actor.account
    const last = records.at(-1)
    if (last === undefined) throw new Error('no record of the journal issued this invitation')
    before = last.sequence
  }
}

function issuedBy(event: JournalRecord['event']): string | undefined {
  if (event.type === 'invitation.created') return event.data.invitation.id
  return event.type === 'invitation.resent' ? event.data.after.id : undefined
}
