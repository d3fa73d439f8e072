import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, inject, it } from 'vitest'
import { freshDatabase } from './postgres.ts'
import { postgresBinaries, startCluster } from './postgres-cluster.ts'

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: statement })
    return rows.map((row) => Object.values(row)[0])
  } finally {
    await client.end()
  }
}

/** Of this name, or none: other tests have theirs on the same server. */
const databases = (url: string): Promise<unknown[]> =>
  ask(
    inject('postgresUrl'),
    `SELECT datname FROM pg_database WHERE datname = '${new URL(url).pathname.slice(1)}'`,
  )

describe('a fresh database', () => {
  it('is empty, and apart from every other one', async () => {
    await using one = await freshDatabase()
    await using other = await freshDatabase()
    await ask(one.url, 'CREATE TABLE mark (id int)')
    const tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    expect(await ask(one.url, tables)).toEqual(['mark'])
    expect(await ask(other.url, tables)).toEqual([])
  })

  it('is gone after the test, even when somebody is still connected', async () => {
    let url: string
    {
      await using database = await freshDatabase()
      url = database.url
      const client = new Client({ connectionString: url })
      client.on('error', () => undefined)
      await client.connect()
      expect(await databases(url)).toHaveLength(1)
    }
    expect(await databases(url)).toEqual([])
  })
})

describe('the server', () => {
  it('gives up fsync unless a test asks for durability', async () => {
    expect(await ask(inject('postgresUrl'), 'SHOW fsync')).toEqual(['off'])
    const durable = startCluster({ durable: true })
    try {
      expect(await ask(durable.url, 'SHOW fsync')).toEqual(['on'])
    } finally {
      durable.stop()
    }
  })

  it('fails with a clear message where PostgreSQL is missing', () => {
    const nothing = mkdtempSync(join(tmpdir(), 'no-postgres-'))
    expect(() => postgresBinaries(nothing)).toThrow(/PostgreSQL is not installed .* never skip/)
    rmSync(nothing, { recursive: true })
  })
})
