import { describe } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { Town } from '../support/town.ts'
import { accessTrail } from './access-trail.ts'
import { deviceLogins } from './device-logins.ts'
import { sessionLives } from './session-lives.ts'
import { tokensForPrograms } from './tokens-for-programs.ts'

describe('on PostgreSQL', () => {
  const open = async () => {
    const database = await freshDatabase()
    const town = await Town.withAcme({ databaseUrl: database.url })
    const leave = town[Symbol.asyncDispose].bind(town)
    return Object.assign(town, {
      [Symbol.asyncDispose]: async () => {
        await leave()
        await database.drop()
      },
    })
  }
  sessionLives(open)
  tokensForPrograms(open)
  deviceLogins(open)
  accessTrail(open)
})
