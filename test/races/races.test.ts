import { describe, it } from 'vitest'
import { ON_SQLITE } from './grounds.ts'
import { RACES } from './races.ts'
import { runRaces } from './run-races.ts'

describe.each(ON_SQLITE)('at the same moment, on $name', (ground) => {
  it.each(RACES)('$name', { timeout: 120_000 }, async (race) => {
    await runRaces(ground, 12, [race])
  })
})
