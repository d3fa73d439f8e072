/** Every scenario, asked of the core itself. */
import { describe, it } from 'vitest'
import { openCore } from './runner/core-door.ts'
import { SCENARIOS } from './runner/files.ts'
import { runScenario } from './runner/run.ts'

describe('on the core', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.file, scenario.name, scenario] as const))(
    '%s: %s',
    async (_, __, scenario) => {
      await runScenario(scenario, openCore)
    },
  )
})
