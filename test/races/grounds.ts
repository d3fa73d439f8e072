/** Where races are run: each store, through one replica and through two. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FreshDatabase } from '../support/database.ts'
import type { Ground } from './run-races.ts'

const BOTH = [1, 2] as const

export const ON_SQLITE: readonly Ground[] = BOTH.map((replicas) => ({
  name: `SQLite, ${replicas === 1 ? 'one process' : 'two processes at one file'}`,
  replicas,
  open: async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-races-'))
    return { options: { dataDirectory }, leave: async () => rmSync(dataDirectory, { recursive: true }) }
  },
}))

export function onPostgres(fresh: () => Promise<FreshDatabase>): readonly Ground[] {
  return BOTH.map((replicas) => ({
    name: `PostgreSQL, ${replicas === 1 ? 'one replica' : 'two replicas'}`,
    replicas,
    open: async () => {
      const database = await fresh()
      return { options: { databaseUrl: database.url }, leave: () => database.drop() }
    },
  }))
}
