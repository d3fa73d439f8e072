import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { elsewherePromises } from './diagnosis-elsewhere.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

elsewherePromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
