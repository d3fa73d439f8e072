import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { diagnosisPromises } from './diagnosis.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

diagnosisPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
