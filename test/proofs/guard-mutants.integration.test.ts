import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { GUARD_MUTANTS } from './guard-mutants.ts'

/** `npm run prove:mutants` tries all of them. */
const EVERY = 4

it('guards that are taken away are missed by the tests that protect them', { timeout: 600_000 }, () => {
  const args = ['test/proofs/prove-guards.ts', `--every=${EVERY}`]
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  expect(stdout.split('\n').filter((line) => line.startsWith('✗'))).toEqual([])
  const tried = Math.ceil(GUARD_MUTANTS.length / EVERY)
  expect(stdout).toContain(`${tried} guard mutants, ${tried} found`)
  expect(status).toBe(0)
})
