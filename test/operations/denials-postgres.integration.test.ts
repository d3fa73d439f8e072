import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { denialPromises } from './denials.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

denialPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
