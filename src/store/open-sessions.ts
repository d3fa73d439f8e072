/** Sessions in force: of one account, or of everybody whom they let into an organization. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { revoke } from './revocations.ts'
import { type Session, sessionOf } from './sessions.ts'
import type { Write } from './statement.ts'

/** The account's sessions that are in force at an instant, latest first. */
export async function openSessionsOf(store: Store, account: string, now: number): Promise<Session[]> {
  return (await store.rows(inForce(store, now).where('sessions.account', '=', account))).map(sessionOf)
}

/** Sessions of members that open the organization, latest first; or the one with an id, where it does. */
export async function sessionsOpening(
  store: Store,
  organization: string,
  now: number,
  only?: string,
): Promise<Session[]> {
  const { from } = store.build
  const members = from.selectFrom('members').select('id').where('organization', '=', organization)
  const closed = from
    .selectFrom('session_closures')
    .select('session')
    .where('organization', '=', organization)
  const open = inForce(store, now)
  const rows = await store.rows(
    (only === undefined ? open : open.where('sessions.id', '=', only))
      .where('sessions.account', 'in', members)
      .where('sessions.id', 'not in', closed)
      .where((eb) =>
        eb.or([eb('sessions.organization', 'is', null), eb('sessions.organization', '=', organization)]),
      ),
  )
  return rows.map(sessionOf)
}

/** A session of an older epoch than its account's is over. */
function inForce({ build: { from } }: Store, now: number) {
  return from
    .selectFrom('sessions')
    .innerJoin('accounts', (join) =>
      join.onRef('accounts.id', '=', 'sessions.account').onRef('accounts.epoch', '=', 'sessions.epoch'),
    )
    .selectAll('sessions')
    .where('sessions.revoked_at', 'is', null)
    .where('sessions.idle_expires_at', '>', now)
    .where('sessions.absolute_expires_at', '>', now)
    .orderBy('sessions.created_at', 'desc')
    .orderBy('sessions.id')
}

/** Ids of the organizations that a session opens no more. */
export async function closuresOf(store: Store, session: string): Promise<string[]> {
  const query = store.build.from
    .selectFrom('session_closures')
    .select('organization')
    .where('session', '=', session)
  return (await store.rows(query)).map(({ organization }) => organization)
}

/** Ends what a session opens in one organization; in others it goes on. Closing twice changes nothing. */
export function closeSession(build: Builder, session: string, organization: string, at: number): Write[] {
  const row = { session, organization, at }
  return [
    build.put('session_closures', ['session', 'organization'], row),
    ...revoke(build, 'session', session, at),
  ]
}

/** A session that goes on as another, or begins from it, opens no more than that one does. */
export function copyClosures(build: Builder, from: string, to: string): Write {
  const columns = ['session', 'organization', 'at'] as const
  return build.from
    .insertInto('session_closures')
    .columns(columns)
    .expression((eb) =>
      eb
        .selectFrom('session_closures')
        .select((row) => [row.cast<string>(row.val(to), 'text').as('session'), 'organization', 'at'])
        .where('session', '=', from),
    )
    .compile()
}

/** Keeps the session while all others of its account end: it moves on to the account's epoch. */
export function keepSession(build: Builder, session: string, account: string): Write {
  return build.from
    .updateTable('sessions')
    .set((eb) => ({
      epoch: eb
        .selectFrom('accounts')
        .select('accounts.epoch')
        .where('accounts.id', '=', account)
        .$asScalar()
        .$notNull(),
    }))
    .where('id', '=', session)
    .compile()
}

/** Milliseconds. */
export type Lifetimes = { readonly idle: number; readonly absolute: number }

/** Which sessions: one, or all that open an organization. */
type Which = { readonly session: string } | { readonly organization: string }

/** Sessions never get longer by this; those that are over by the new lifetimes end. */
export function shortenSessions(build: Builder, which: Which, lifetimes: Lifetimes, at: number): Write[] {
  const all = build.from.updateTable('sessions').where('revoked_at', 'is', null)
  const some =
    'session' in which
      ? all.where('id', '=', which.session)
      : all
          .where('account', 'in', (eb) =>
            eb
              .selectFrom('members')
              .select('members.id')
              .where('members.organization', '=', which.organization),
          )
          .where((eb) => eb.or([eb('organization', 'is', null), eb('organization', '=', which.organization)]))
  const { idle, absolute } = lifetimes
  return [
    some
      .set(({ eb }) => ({ idle_expires_at: eb('last_used_at', '+', idle) }))
      .where(({ eb }) => eb('idle_expires_at', '>', eb('last_used_at', '+', idle)))
      .compile(),
    some
      .set(({ eb }) => ({ absolute_expires_at: eb('created_at', '+', absolute) }))
      .where(({ eb }) => eb('absolute_expires_at', '>', eb('created_at', '+', absolute)))
      .compile(),
    ...('session' in which
      ? revoke(build, 'session', which.session, at)
      : revoke(build, 'organization', which.organization, at)),
  ]
}
