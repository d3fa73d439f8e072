/** A sign-in never continues the session that it was sent with. */
import { leaveSession, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { organizationIds } from './own-organizations.ts'

export async function leavePrevious(deps: Deps, call: Call): Promise<readonly Write[]> {
  const { caller, now } = call
  if (caller?.session === undefined) return []
  const { account, session } = caller
  return [
    ...leaveSession(deps.store.build, session, now),
    ...activity(deps, {
      type: 'session.ended',
      organization: await organizationIds(deps, account),
      actor: actorOf(call),
      at: now,
      data: { session, account, cause: 'signed_in_again' },
    }),
  ]
}
