/** Every scenario through the command line, in this process, on a real server. */
import { afterAll, beforeAll, describe, it } from 'vitest'
import { cli, machine } from '../cli/recorded-terminal.ts'
import { type Compartment, openCli } from './runner/cli-door.ts'
import { SCENARIOS } from './runner/files.ts'
import { Install } from './runner/install.ts'
import { runScenario } from './runner/run.ts'

let install: Install
const inThisProcess: Compartment = async (words, env, now) => cli(machine({ env, now }), ...words)

beforeAll(async () => {
  install = await Install.open()
})
afterAll(() => install.close())

describe('through the command line', () => {
  it.each(SCENARIOS.map((scenario) => [scenario.file, scenario.name, scenario] as const))(
    '%s: %s',
    async (_, __, scenario) => {
      await runScenario(scenario, openCli(install, inThisProcess))
    },
  )
})
