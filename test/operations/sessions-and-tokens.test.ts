import { describe } from 'vitest'
import { Town } from '../support/town.ts'
import { accessTrail } from './access-trail.ts'
import { deviceLogins } from './device-logins.ts'
import { sessionLives } from './session-lives.ts'
import { tokensForPrograms } from './tokens-for-programs.ts'

describe('on SQLite', () => {
  const open = () => Town.withAcme()
  sessionLives(open)
  tokensForPrograms(open)
  deviceLogins(open)
  accessTrail(open)
})
