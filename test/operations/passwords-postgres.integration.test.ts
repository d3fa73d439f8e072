import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { passwordPromises } from './passwords.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

passwordPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
