import { describe } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { replicas } from './replicas.ts'

describe('two replicas on one PostgreSQL', () => {
  replicas(async () => {
    const database = await freshDatabase()
    return { options: { databaseUrl: database.url }, leave: () => database.drop() }
  })
})
