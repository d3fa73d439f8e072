import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { remedyPromises } from './remedies.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

remedyPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
