/** A database of a test's own, on the server that the `integration` project starts for the run. */
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'

export interface FreshDatabase extends AsyncDisposable {
  readonly url: string
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>
}

/**
 * Creates an empty database. `await using database = await freshDatabase()` drops it when the test ends;
 * a test that keeps it between hooks calls `drop` itself. The server's data is deleted after the run anyway.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(`CREATE DATABASE ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  const drop = (): Promise<void> => onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  return { url: url.href, drop, [Symbol.asyncDispose]: drop }
}

async function onServer(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
