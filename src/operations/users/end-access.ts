/**
 * What ends with somebody's access to an organization. Every request is decided anew, so blocking and removing work at
 * once by themselves; sessions and tokens that could do nothing any more end with them.
 */
import {
  closeSession,
  endSessions,
  organizationsOf,
  revokeSession,
  revokeToken,
  sessionsOf,
  tokensOf,
  type Write,
} from '../../store/store.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'

/**
 * A session that opens other organizations too goes on there; here it stays closed, also when its owner comes back.
 * @param tokens whether the account's tokens for this organization end too
 */
export async function endAccess(
  { store }: Deps,
  { living, now }: Scene,
  account: string,
  { tokens }: { readonly tokens: boolean },
): Promise<Write[]> {
  const { build } = store
  const elsewhere = (await organizationsOf(store, account)).some(({ id }) => id !== living.id)
  const sessions = elsewhere
    ? (await sessionsOf(store, account)).flatMap(({ id, organization }) =>
        organization === living.id
          ? revokeSession(build, id, now)
          : organization === undefined
            ? closeSession(build, id, living.id, now)
            : [],
      )
    : endSessions(build, account, now)
  const held = tokens ? await tokensOf(store, account, living.id) : []
  const ended = held.filter(({ revokedAt }) => revokedAt === undefined)
  return [...sessions, ...ended.flatMap(({ id }) => revokeToken(build, id, now))]
}
