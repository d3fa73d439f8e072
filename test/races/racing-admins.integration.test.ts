import { describe, it } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { DOORS, expectOneToRemain } from './racing-admins.ts'

describe('two admins who remove each other at the same moment leave one (S1-11)', () => {
  it.each(DOORS)('over %s, on PostgreSQL, 25 times', { timeout: 60_000 }, async (_, remove) => {
    const database = await freshDatabase()
    await expectOneToRemain({ databaseUrl: database.url }, remove, 25)
    await database.drop()
  })
})
