import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { GUARD_MUTANTS } from './guard-mutants.ts'

it('every guard that is taken away is missed by the test that protects it', { timeout: 1_800_000 }, () => {
  const { status, stdout } = spawnSync(process.execPath, ['test/proofs/prove-guards.ts'], {
    encoding: 'utf8',
  })
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  expect(stdout).toContain(`${GUARD_MUTANTS.length} guard mutants, ${GUARD_MUTANTS.length} found`)
  expect(status).toBe(0)
})
