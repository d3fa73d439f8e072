import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { throttlePromises } from './throttle.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

throttlePromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
