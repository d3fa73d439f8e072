/**
 * A session goes on under a new token when what it rests on changes (a password, a second factor): the old token ends,
 * and the new one lasts no longer than the old one would have.
 */
import { refuse } from '../../core/index.ts'
import { copyClosures, revokeSession, sessionById } from '../../store/store.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { type Begun, beginLike } from './begin-session.ts'

/**
 * Of the session that asks. Its writes belong into the transaction that makes the change: where the session was ended in
 * the meantime they are a `conflict` on `sessions.revoked`, so that nothing survives "end all" (SES-15).
 * @param epoch of the account once the change is made
 * @throws Refused SESSION_EXPIRED
 */
export async function rotateSession(
  deps: Deps,
  { caller, now }: Pick<Call, 'caller' | 'now'>,
  epoch: number,
): Promise<Begun> {
  const { store } = deps
  const session = caller?.session === undefined ? undefined : await sessionById(store, caller.session)
  if (session === undefined || session.revokedAt !== undefined) {
    throw new Refused(refuse('SESSION_EXPIRED', 'this session is over', { next: 'compartment login' }))
  }
  const { id, tokenHash: _, ...same } = session
  const idle = session.idleExpiresAt - session.lastUsedAt
  const begun = beginLike(deps, { ...same, epoch, lastUsedAt: now, idleExpiresAt: now + idle })
  const { build } = store
  return {
    ...begun,
    writes: [...revokeSession(build, id, now), ...begun.writes, copyClosures(build, id, begun.id)],
  }
}
