/**
 * `session revoke`: ends what a session opens here. Where its owner is a member of no other organization the session ends
 * with it; else it goes on in the others, and nobody here learns that there are any.
 */
import { refuse } from '../../core/index.ts'
import { closeSession, revokeSession as endSession, organizationsOf } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { openingHere } from './opening-here.ts'

export function revokeSession(deps: Deps): UseCase<'revokeSession'> {
  return (input, call) =>
    ask(deps, 'revokeSession', input, call, async (scene) => {
      const { store, sessions } = deps
      const { living, now } = scene
      const { session: id } = input.params
      const session = (await openingHere(deps, scene, id))[0]
      if (session === undefined) {
        const next = 'compartment session list --all'
        throw new Refused(refuse('NOT_FOUND', `no session \`${id}\``, { field: '/session', next }))
      }
      const others = (await organizationsOf(store, session.account)).filter((one) => one.id !== living.id)
      const ends = session.organization === living.id || others.length === 0
      const { outcome } = await store.write([
        ...(ends ? endSession(store.build, id, now) : closeSession(store.build, id, living.id, now)),
        ...activity(deps, {
          type: 'session.ended',
          organization: living.id,
          actor: actorOf(call),
          at: now,
          data: { session: id, account: session.account, cause: 'revoked' },
        }),
      ])
      if (outcome !== 'committed' && outcome !== 'conflict') throw notWritten()
      await sessions.followRevocations()
      return {}
    })
}
