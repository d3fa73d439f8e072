/** The contract of a store, the same for each kind. */

import { describe } from 'vitest'
import type { Kind } from '../support/stores.ts'
import { commitContract } from './commit.ts'
import { groupCommit } from './group-commit.ts'
import { journalContract } from './journal.ts'
import { loadContract } from './load.ts'
import { migrationsContract } from './migrations.ts'
import { sideTablesContract } from './side-tables.ts'

export function storeContract(kind: Kind): void {
  if (kind.shared) migrationsContract(kind)
  commitContract(kind)
  describe('changes that arrive together', () => groupCommit(kind))
  journalContract(kind)
  loadContract(kind)
  sideTablesContract(kind)
}
