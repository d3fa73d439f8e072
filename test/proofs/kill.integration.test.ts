import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { killAndCompare } from './kill.ts'

describe('a server that is killed while people write', () => {
  it('loses nothing that it has said yes to, on SQLite', { timeout: 120_000 }, async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-kill-'))
    const { acknowledged } = await killAndCompare({ dataDirectory }, 4, Math.random)
    expect(acknowledged).toBeGreaterThan(4)
    rmSync(dataDirectory, { recursive: true })
  })

  it('loses nothing that it has said yes to, on PostgreSQL', { timeout: 120_000 }, async () => {
    await using database = await freshDatabase()
    const { acknowledged } = await killAndCompare({ databaseUrl: database.url }, 4, Math.random)
    expect(acknowledged).toBeGreaterThan(4)
  })

  it('goes on where the database ends all its connections, and has said yes to nothing that is not there', {
    timeout: 120_000,
  }, async () => {
    await using database = await freshDatabase()
    const violence = 'its connections are ended by the database'
    const { acknowledged } = await killAndCompare({ databaseUrl: database.url }, 6, Math.random, violence)
    expect(acknowledged).toBeGreaterThan(4)
  })
})
