/** Identities: what a provider calls a person, linked to an account; keyed by provider and subject, never by e-mail. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { one, type Write } from './statement.ts'

export type Identity = {
  readonly provider: string
  readonly subject: string
  readonly account: string
  readonly linkedAt: number
}

export async function identity(
  store: Store,
  provider: string,
  subject: string,
): Promise<Identity | undefined> {
  const query = store.build.from.selectFrom('identities').selectAll().where('provider', '=', provider)
  const row = await store.first(query.where('subject', '=', subject))
  return row && identityOf(row)
}

export async function identitiesOf(store: Store, account: string): Promise<Identity[]> {
  const query = store.build.from.selectFrom('identities').selectAll().where('account', '=', account)
  return (await store.rows(query.orderBy('provider').orderBy('subject'))).map(identityOf)
}

/** An identity that is linked already is a `conflict` on `identities.provider,subject`. */
export function linkIdentity(build: Builder, { provider, subject, account, linkedAt }: Identity): Write[] {
  return [build.insert('identities', { provider, subject, account, linked_at: linkedAt })]
}

export function unlinkIdentity(build: Builder, provider: string, subject: string): Write[] {
  return [one(build.remove('identities', { provider, subject }), 'identities.provider,subject')]
}

function identityOf(row: {
  provider: string
  subject: string
  account: string
  linked_at: number
}): Identity {
  return { provider: row.provider, subject: row.subject, account: row.account, linkedAt: row.linked_at }
}
