/** Accounts: one person or automation per install, found by e-mail in its normal form. */
import type { Builder } from './builder.ts'
import type { Store } from './open.ts'
import { revoke } from './revocations.ts'
import { one, type Write } from './statement.ts'
import type { AccountRow } from './tables.ts'

export type Account = {
  readonly id: string
  /** In normal form (`normalEmail`); unique in the install. */
  readonly email: string
  /** As it was written. */
  readonly emailDisplay: string
  readonly name: string
  readonly type: 'user' | 'automation'
  readonly username?: string
  readonly passwordHash?: string
  /** Epoch milliseconds, as all instants here. */
  readonly passwordChangedAt?: number
  readonly emailVerifiedAt?: number
  /** What proved the address: `mail`, `activation:<customer>`, `provider:<id>`. */
  readonly emailVerifiedBy?: string
  /** Counts what ended all sessions; a session of an older epoch is over. */
  readonly epoch: number
  readonly createdAt: number
}

export async function accountById(store: Store, id: string): Promise<Account | undefined> {
  const row = await store.first(store.build.from.selectFrom('accounts').selectAll().where('id', '=', id))
  return row && accountOf(row)
}

/** @param email in normal form */
export async function accountByEmail(store: Store, email: string): Promise<Account | undefined> {
  const row = await store.first(
    store.build.from.selectFrom('accounts').selectAll().where('email', '=', email),
  )
  return row && accountOf(row)
}

/** A second account with the same e-mail is a `conflict` on `accounts.email`. */
export function createAccount(build: Builder, account: Account): Write[] {
  return [
    build.insert('accounts', {
      id: account.id,
      email: account.email,
      email_display: account.emailDisplay,
      name: account.name,
      type: account.type,
      username: account.username ?? null,
      password_hash: account.passwordHash ?? null,
      password_changed_at: account.passwordChangedAt ?? null,
      email_verified_at: account.emailVerifiedAt ?? null,
      email_verified_by: account.emailVerifiedBy ?? null,
      epoch: account.epoch,
      created_at: account.createdAt,
    }),
  ]
}

/** What people may change of how they are called. */
export function renameAccount(
  build: Builder,
  id: string,
  change: { name: string; username?: string },
): Write[] {
  const { name, username } = change
  return [
    one(
      build.update('accounts', { id }, { name, ...(username !== undefined && { username }) }),
      'accounts.id',
    ),
  ]
}

/** Sets, changes or (`null`) removes the password, and ends every session of the account. */
export function setPassword(build: Builder, id: string, passwordHash: string | null, at: number): Write[] {
  const set = { password_hash: passwordHash, password_changed_at: at }
  return [one(build.update('accounts', { id }, set), 'accounts.id'), ...endSessions(build, id, at)]
}

export function verifyEmail(build: Builder, id: string, by: string, at: number): Write[] {
  const set = { email_verified_at: at, email_verified_by: by }
  return [one(build.update('accounts', { id }, set), 'accounts.id')]
}

/** Ends every session of the account that exists now: they are of an older epoch. */
export function endSessions(build: Builder, id: string, at: number): Write[] {
  const bump = build.from
    .updateTable('accounts')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', id)
  return [one(bump.compile(), 'accounts.id'), ...revoke(build, 'account', id, at)]
}

/** Removes the person and all that is theirs; journals keep the id, which then names nobody. */
export function eraseAccount(build: Builder, id: string, at: number): Write[] {
  return [one(build.remove('accounts', { id }), 'accounts.id'), ...revoke(build, 'account', id, at)]
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    email: row.email,
    emailDisplay: row.email_display,
    name: row.name,
    type: row.type as Account['type'],
    ...(row.username !== null && { username: row.username }),
    ...(row.password_hash !== null && { passwordHash: row.password_hash }),
    ...(row.password_changed_at !== null && { passwordChangedAt: row.password_changed_at }),
    ...(row.email_verified_at !== null && { emailVerifiedAt: row.email_verified_at }),
    ...(row.email_verified_by !== null && { emailVerifiedBy: row.email_verified_by }),
    epoch: row.epoch,
    createdAt: row.created_at,
  }
}
