import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { rolesAndFeaturesPromises } from './roles-and-features.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

rolesAndFeaturesPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
