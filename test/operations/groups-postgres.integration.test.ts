import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { groupPromises } from './groups.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

groupPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
