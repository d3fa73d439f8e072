import { describe, it } from 'vitest'
import { freshDatabase } from '../support/postgres.ts'
import { onPostgres } from './grounds.ts'
import { RACES } from './races.ts'
import { runRaces } from './run-races.ts'

describe.each(onPostgres(freshDatabase))('at the same moment, on $name', (ground) => {
  it.each(RACES)('$name', { timeout: 120_000 }, async (race) => {
    await runRaces(ground, 12, [race])
  })
})
