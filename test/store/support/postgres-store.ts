/** PostgreSQL as a kind of store; apart from the others because it needs the integration project's server. */
import { freshDatabase } from '../../support/postgres.ts'
import type { Kind } from './stores.ts'

export const POSTGRES: Kind = {
  name: 'PostgreSQL',
  shared: true,
  fresh: async () => {
    const database = await freshDatabase()
    return { options: { databaseUrl: database.url }, [Symbol.asyncDispose]: () => database.drop() }
  },
}
