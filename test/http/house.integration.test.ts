import { describe } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { housePromises } from './house-promises.ts'

describe('on PostgreSQL', () => {
  housePromises(async () => {
    const database = await freshDatabase()
    return { store: { databaseUrl: database.url }, close: () => database.drop() }
  })
})
