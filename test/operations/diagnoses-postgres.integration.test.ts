import { afterAll } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../support/postgres.ts'
import { diagnosisKeepingPromises } from './diagnoses.ts'

let database: FreshDatabase | undefined
afterAll(() => database?.drop())

diagnosisKeepingPromises(async () => {
  database = await freshDatabase()
  return { databaseUrl: database.url }
})
