import { freshDatabase } from '../support/postgres.ts'
import { singleSignOnOn } from './single-sign-on.ts'

singleSignOnOn(async () => {
  const database = await freshDatabase()
  return { options: { databaseUrl: database.url }, [Symbol.asyncDispose]: () => database.drop() }
})
