/** Ends the session that asks. */
import { refuse } from '../../core/index.ts'
import { revokeSession } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { organizationIds } from './own-organizations.ts'

export function signOut(deps: Deps): UseCase<'signOut'> {
  return async (_, call) => {
    const { store, sessions } = deps
    const { session, account } = callerOf(call)
    if (session === undefined) {
      throw new Refused(refuse('INVALID', 'this is a token, not a session: a token is revoked'))
    }
    const told = activity(deps, {
      type: 'session.ended',
      organization: await organizationIds(deps, account),
      actor: actorOf(call),
      at: call.now,
      data: { session, account, cause: 'signed_out' },
    })
    const { outcome } = await store.write([...revokeSession(store.build, session, call.now), ...told])
    // A conflict: it was over already, which is what was asked for.
    if (outcome !== 'committed' && outcome !== 'conflict') throw notWritten()
    await sessions.followRevocations()
    return { answer: {}, endsSession: true }
  }
}
