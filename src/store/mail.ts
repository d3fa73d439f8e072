/** The outbox: letters that go out with the change that they tell of. What they say is sealed, and wiped when settled. */
import { sql } from 'kysely'
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { one, type Write } from './statement.ts'
import type { MailRow } from './tables.ts'

export type MailState = 'queued' | 'sent' | 'failed'

export type Mail = {
  readonly id: string
  /** The organization that it is from; absent where it concerns the account alone. */
  readonly organization?: string
  readonly account: string
  readonly kind: string
  readonly address: string
  readonly state: MailState
  readonly attempts: number
  /** Epoch milliseconds, as all instants here. */
  readonly nextTryAt?: number
  /** What it holds is worth nothing after this: it is not sent any more. */
  readonly expiresAt: number
  /** What the mail server said last. */
  readonly answer?: string
  readonly createdAt: number
  readonly settledAt?: number
}

export type NewMail = Pick<
  Mail,
  'id' | 'organization' | 'account' | 'kind' | 'address' | 'expiresAt' | 'createdAt'
> & {
  /** Its text, sealed. */
  readonly sealed: string
}

export function queueMail(build: Builder, mail: NewMail): Write[] {
  return [
    build.insert('mail', {
      id: mail.id,
      organization: mail.organization ?? null,
      account: mail.account,
      kind: mail.kind,
      address: mail.address,
      sealed: mail.sealed,
      state: 'queued',
      attempts: 0,
      next_try_at: mail.createdAt,
      claimed_until: null,
      expires_at: mail.expiresAt,
      answer: null,
      created_at: mail.createdAt,
      settled_at: null,
    }),
  ]
}

export type DueMail = Mail & { readonly sealed: string }

/** Letters whose turn it is and that nobody works on, the longest waiting first. */
export async function dueMail(store: Store, now: number, limit: number): Promise<DueMail[]> {
  const query = store.build.from
    .selectFrom('mail')
    .selectAll()
    .where('next_try_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .orderBy('next_try_at')
    .orderBy('id')
    .limit(limit)
  return (await store.rows(query)).map((row) => Object.assign(mailOf(row), { sealed: row.sealed ?? '' }))
}

/** For whoever gets it alone: of several replicas that try, the others have a `conflict` on `mail.claim`. */
export function claimMail(build: Builder, { id, attempts }: Mail, now: number, until: number): Write[] {
  const claim = build.from
    .updateTable('mail')
    .set({ attempts: attempts + 1, claimed_until: until })
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('next_try_at', '<=', now)
    .where((eb) => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
  return [one(claim.compile(), 'mail.claim')]
}

/** It is sent, or will never be: its text goes. */
export function settleMail(
  build: Builder,
  id: string,
  settled: { readonly state: 'sent' | 'failed'; readonly answer: string; readonly at: number },
): Write[] {
  const { state, answer, at } = settled
  const wiped = { sealed: null, next_try_at: null, claimed_until: null }
  return [build.update('mail', { id }, { state, answer, settled_at: at, ...wiped })]
}

/** It did not work this time. */
export function retryMail(build: Builder, id: string, answer: string, nextTryAt: number): Write[] {
  return [build.update('mail', { id }, { answer, next_try_at: nextTryAt, claimed_until: null })]
}

/** Gives letters up that are not sent yet: what they hold does not work any more. */
export function withdrawMail(
  build: Builder,
  letters: { readonly account: string; readonly kinds: readonly string[] },
  answer: string,
  at: number,
): Write[] {
  const withdrawn = build.from
    .updateTable('mail')
    .set({ state: 'failed', answer, settled_at: at, sealed: null, next_try_at: null, claimed_until: null })
    .where('account', '=', letters.account)
    .where('kind', 'in', letters.kinds)
    .where('state', '=', 'queued')
  return [withdrawn.compile()]
}

export type MailFilter = {
  readonly state?: MailState | undefined
  readonly account?: string | undefined
  /** Text that its kind or address contains. */
  readonly text?: string | undefined
  /** Older than this one. */
  readonly before?: string | undefined
  readonly limit: number
}

/**
 * Letters that an organization sent, and those about the accounts of its members themselves, newest first; none that
 * another organization sent, and none about somebody who is only invited.
 */
export async function mailOfOrganization(
  store: Store,
  organization: string,
  filter: MailFilter,
): Promise<Mail[]> {
  const { from } = store.build
  const { state, account, text, before, limit } = filter
  const members = from
    .selectFrom('members')
    .select('id')
    .where('organization', '=', organization)
    .where('status', '=', 'active')
  let query = from
    .selectFrom('mail')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb('organization', '=', organization),
        eb.and([eb('organization', 'is', null), eb('account', 'in', members)]),
      ]),
    )
  if (state !== undefined) query = query.where('state', '=', state)
  if (account !== undefined) query = query.where('account', '=', account)
  if (before !== undefined) query = query.where('id', '<', before)
  if (text !== undefined) {
    const pattern = `%${text.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
    query = query.where((eb) =>
      eb.or([
        sql<boolean>`lower(kind) like ${pattern} escape '!'`,
        sql<boolean>`lower(address) like ${pattern} escape '!'`,
      ]),
    )
  }
  return (await store.rows(query.orderBy('id', 'desc').limit(limit))).map(mailOf)
}

/** Those of these letters that are still known, by id. */
export async function lettersById(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, Mail>> {
  if (ids.length === 0) return new Map()
  const query = store.build.from.selectFrom('mail').selectAll().where('id', 'in', ids)
  return new Map((await store.rows(query)).map((row) => [row.id, mailOf(row)]))
}

/** Removes letters that were settled before an instant. */
export function forgetMail(build: Builder, before: number): Write[] {
  return [build.from.deleteFrom('mail').where('settled_at', '<', before).compile()]
}

function mailOf(row: MailRow): Mail {
  return {
    id: row.id,
    ...(row.organization !== null && { organization: row.organization }),
    account: row.account,
    kind: row.kind,
    address: row.address,
    state: row.state as MailState,
    attempts: row.attempts,
    ...(row.next_try_at !== null && { nextTryAt: row.next_try_at }),
    expiresAt: row.expires_at,
    ...(row.answer !== null && { answer: row.answer }),
    createdAt: row.created_at,
    ...(row.settled_at !== null && { settledAt: row.settled_at }),
  }
}
