import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { outboxPromises } from './outbox.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

outboxPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
