/** A database of its own on a PostgreSQL server that somebody has started. */
import { randomBytes } from 'node:crypto'
import { Client } from 'pg'

export interface FreshDatabase extends AsyncDisposable {
  readonly url: string
  /** Drops it, whoever is still connected. */
  drop(): Promise<void>
}

/** @param serverUrl the administrator's database */
export async function freshDatabaseOn(serverUrl: string): Promise<FreshDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await onServer(serverUrl, `CREATE DATABASE ${name}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = (): Promise<void> => onServer(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
  return { url: url.href, drop, [Symbol.asyncDispose]: drop }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
