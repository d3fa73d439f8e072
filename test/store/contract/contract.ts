/** The contract of a store, the same for each kind. */

import type { Kind } from '../support/stores.ts'
import { commitContract } from './commit.ts'
import { journalContract } from './journal.ts'
import { loadContract } from './load.ts'
import { migrationsContract } from './migrations.ts'
import { sideTablesContract } from './side-tables.ts'

export function storeContract(kind: Kind): void {
  if (kind.shared) migrationsContract(kind)
  commitContract(kind)
  journalContract(kind)
  loadContract(kind)
  sideTablesContract(kind)
}
