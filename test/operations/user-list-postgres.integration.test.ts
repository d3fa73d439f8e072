import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { userListPromises } from './user-list.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

userListPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
