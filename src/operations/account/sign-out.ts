/** Ends the session that asks. */
import { refuse } from '../../core/index.ts'
import { revokeSession } from '../../store/store.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'

export function signOut({ store, sessions }: Deps): UseCase<'signOut'> {
  return async (_, call) => {
    const { session } = callerOf(call)
    if (session === undefined) {
      throw new Refused(refuse('INVALID', 'this is a token, not a session: a token is revoked'))
    }
    const { outcome } = await store.write(revokeSession(store.build, session, call.now))
    // A conflict: it was over already, which is what was asked for.
    if (outcome !== 'committed' && outcome !== 'conflict') throw notWritten()
    await sessions.followRevocations()
    return { answer: {}, endsSession: true }
  }
}
