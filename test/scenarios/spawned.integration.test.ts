/** Twenty scenarios through the command line as a process of its own. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { type Compartment, openCli } from './runner/cli-door.ts'
import { SCENARIOS } from './runner/files.ts'
import { Install } from './runner/install.ts'
import { runScenario } from './runner/run.ts'

const ENTRY = join(import.meta.dirname, '../../src/cli.js')
const COUNT = 20

/** Evenly from all files; a process has its own clock, so durations and dates from now would not be the scenario's. */
const timeless = SCENARIOS.filter(({ done, past, reviewed }) => {
  const lines = [
    ...(done?.run ?? []),
    ...past.map(({ line }) => line),
    ...reviewed.flatMap(({ answer }) => answer),
  ]
  return lines.every((line) => !/ \d+[smhd]\b| --expires-at /.test(line))
})
const CHOSEN = timeless.filter((_, at) => at % Math.floor(timeless.length / COUNT) === 0).slice(0, COUNT)

let install: Install
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'compartment-spawned-'))
  install = await Install.open()
})
afterAll(async () => {
  await install.close()
  rmSync(folder, { recursive: true })
})

const asProcess: Compartment = async (words, env) => {
  const child = spawn(process.execPath, [ENTRY, ...words], {
    env: { PATH: process.env['PATH'], COMPARTMENT_CONFIG_DIR: folder, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? -1))
  })
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { exit: await exit, out, err }
}

describe('through the command line as a process', () => {
  it.each(CHOSEN.map((scenario) => [scenario.file, scenario.name, scenario] as const))(
    '%s: %s',
    async (_, __, scenario) => {
      await runScenario(scenario, openCli(install, asProcess))
    },
  )
})
