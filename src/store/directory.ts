/** Who the ids are: names and addresses for lists, journals and explanations. Erased accounts are missing. */
import type { Store } from './open.ts'
import type { AccountRow } from './tables.ts'

export type DirectoryEntry = {
  readonly id: string
  readonly email: string
  readonly emailDisplay: string
  readonly name: string
  readonly type: 'user' | 'automation'
  readonly username?: string
  readonly verified: boolean
}

/** By account id. */
export type Directory = ReadonlyMap<string, DirectoryEntry>

/** Both databases take many values in one statement, but not any number. */
const VALUES = 500

/** Everyone with a membership or an invitation here, ended ones too. */
export async function directory(store: Store, organization: string): Promise<Directory> {
  const { from } = store.build
  const members = from.selectFrom('members').select('id').where('organization', '=', organization)
  const invited = from
    .selectFrom('invitations')
    .select('principal as id')
    .where('organization', '=', organization)
  const rows = await store.rows(entries(store).where('id', 'in', members.union(invited)))
  return new Map(rows.map((row) => [row.id, entryOf(row)]))
}

/** Those of these ids that are accounts; for journals, which name people who left. */
export async function people(store: Store, ids: Iterable<string>): Promise<Directory> {
  const wanted = [...new Set(ids)]
  const found = new Map<string, DirectoryEntry>()
  for (let at = 0; at < wanted.length; at += VALUES) {
    const rows = await store.rows(entries(store).where('id', 'in', wanted.slice(at, at + VALUES)))
    for (const row of rows) found.set(row.id, entryOf(row))
  }
  return found
}

/** @param email in normal form */
export async function personByEmail(store: Store, email: string): Promise<DirectoryEntry | undefined> {
  const row = await store.first(entries(store).where('email', '=', email))
  return row && entryOf(row)
}

type EntryRow = Pick<
  AccountRow,
  'id' | 'email' | 'email_display' | 'name' | 'type' | 'username' | 'email_verified_at'
>

function entries(store: Store) {
  return store.build.from
    .selectFrom('accounts')
    .select(['id', 'email', 'email_display', 'name', 'type', 'username', 'email_verified_at'])
}

function entryOf(row: EntryRow): DirectoryEntry {
  return {
    id: row.id,
    email: row.email,
    emailDisplay: row.email_display,
    name: row.name,
    type: row.type as DirectoryEntry['type'],
    ...(row.username !== null && { username: row.username }),
    verified: row.email_verified_at !== null,
  }
}
