import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { SOURCE_MUTANTS } from './source-mutants.ts'

it('every mistake made in the engine’s source is found by the proof that has to find it', {
  timeout: 600_000,
}, () => {
  const { status, stdout } = spawnSync(process.execPath, ['test/proofs/prove-mutants.ts'], {
    encoding: 'utf8',
  })
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  expect(stdout).toContain(`${SOURCE_MUTANTS.length} mutants, ${SOURCE_MUTANTS.length} found`)
  expect(status).toBe(0)
})
