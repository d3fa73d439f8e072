/**
 * Ends all of one's own sessions but the one that asks. The account moves to a new epoch and this session with it, so that
 * whatever else begins or goes on at the same moment is of the old epoch, and over (SES-15).
 */
import { refuse } from '../../core/index.ts'
import { endSessions, keepSession, openSessionsOf } from '../../store/store.ts'
import { organizationIds } from '../account/own-organizations.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'

export function revokeOtherSessions(deps: Deps): UseCase<'revokeOtherSessions'> {
  return async (_, call) => {
    const { store, sessions } = deps
    const { account, session: current } = callerOf(call)
    const open = await openSessionsOf(store, account, call.now)
    if (current === undefined || !open.some(({ id }) => id === current)) {
      throw new Refused(refuse('SESSION_EXPIRED', 'this session is over', { next: 'compartment login' }))
    }
    const ended = open.length - 1
    const told = activity(deps, {
      type: 'session.ended',
      organization: await organizationIds(deps, account),
      actor: actorOf(call),
      at: call.now,
      data: { account, cause: 'revoked_others', count: ended },
    })
    const { outcome } = await store.write([
      ...endSessions(store.build, account, call.now),
      keepSession(store.build, current, account),
      ...told,
    ])
    if (outcome !== 'committed') throw notWritten()
    await sessions.followRevocations()
    return { answer: { ended } }
  }
}
