/** Ends one of one's own sessions, here or anywhere. */
import { refuse } from '../../core/index.ts'
import { openSessionsOf, revokeSession } from '../../store/store.ts'
import { organizationIds } from '../account/own-organizations.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'

export function revokeAccountSession(deps: Deps): UseCase<'revokeAccountSession'> {
  return async ({ params }, call) => {
    const { store, sessions } = deps
    const { account, session: current } = callerOf(call)
    const open = await openSessionsOf(store, account, call.now)
    const session = open.find(({ id }) => id === params.session)
    if (session === undefined) {
      throw new Refused(
        refuse('NOT_FOUND', `no session \`${params.session}\``, {
          field: '/session',
          next: 'compartment session list',
        }),
      )
    }
    const told = activity(deps, {
      type: 'session.ended',
      organization: await organizationIds(deps, account),
      actor: actorOf(call),
      at: call.now,
      data: { session: session.id, account, cause: 'revoked' },
    })
    const { outcome } = await store.write([...revokeSession(store.build, session.id, call.now), ...told])
    // A conflict: it is over already, which is what was asked for.
    if (outcome !== 'committed' && outcome !== 'conflict') throw notWritten()
    await sessions.followRevocations()
    return { answer: {}, ...(session.id === current && { endsSession: true }) }
  }
}
