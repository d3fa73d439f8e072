import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { bundlePromises } from './bundles.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

bundlePromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
