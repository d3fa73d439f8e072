import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { accountAccessPromises } from './account-access.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

accountAccessPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
