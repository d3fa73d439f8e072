/** A database of a test's own, on the server that the `integration` project starts for the run. */
import { inject } from 'vitest'
import { type FreshDatabase, freshDatabaseOn } from './database.ts'

export type { FreshDatabase }

/**
 * Creates an empty database. `await using database = await freshDatabase()` drops it when the test ends;
 * a test that keeps it between hooks calls `drop` itself. The server's data is deleted after the run anyway.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  return freshDatabaseOn(inject('postgresUrl'))
}
