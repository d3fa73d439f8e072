/** An account as lists know it. */
import type { Account, DirectoryEntry } from '../../store/store.ts'

export function directoryEntry(account: Account): DirectoryEntry {
  const { id, email, emailDisplay, name, type, username, emailVerifiedAt } = account
  return {
    id,
    email,
    emailDisplay,
    name,
    type,
    ...(username !== undefined && { username }),
    verified: emailVerifiedAt !== undefined,
  }
}
