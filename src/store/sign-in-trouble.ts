/** What stood in the way of one person lately: attempts to sign in that were refused, and links that set a new password. */
import { type ActivityRecord, activityOf } from './activity.ts'
import { likeText } from './audit.ts'
import type { Store } from './open.ts'

/**
 * The latest refused attempts to sign in to an account that concerned an organization, newest first.
 * @param since epoch milliseconds; nothing older is looked at
 */
export async function refusedSignIns(
  store: Store,
  organization: string,
  { account, since, limit }: { readonly account: string; readonly since: number; readonly limit: number },
): Promise<ActivityRecord[]> {
  const query = store.build.from
    .selectFrom('activity')
    .selectAll()
    .where('organization', '=', organization)
    .where('at', '>=', since)
    .where('type', '=', 'sign_in.failed')
    // Canonical JSON spells a text in one way; whether it is the right field is looked at below.
    .where('data', 'like', `%${likeText(account)}%`)
  const rows = await store.rows(query.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit))
  return rows.map(activityOf).filter(({ data }) => 'account' in data && data.account === account)
}

/** Until when a link that sets a new password of the account is in force, if one is. */
export async function resetInForce(store: Store, account: string, now: number): Promise<number | undefined> {
  const query = store.build.from
    .selectFrom('one_time_links')
    .select('expires_at')
    .where('account', '=', account)
    .where('purpose', '=', 'reset')
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
  return (await store.first(query.orderBy('expires_at', 'desc').limit(1)))?.expires_at
}
