/** Every scenario of `test/scenarios/*.yaml`. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readScenarios, type Scenario } from './scenario.ts'

const FOLDER = join(import.meta.dirname, '..')

export const SCENARIOS: readonly Scenario[] = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .toSorted()
  .flatMap((name) => readScenarios(name, readFileSync(join(FOLDER, name), 'utf8')))
