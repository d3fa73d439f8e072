/**
 * Four projects, told apart by name and folder. The first three run together, several files at a time; `alone` follows.
 *  - `unit`: `*.test.ts`; needs nothing outside this process, so files share their workers and start at once.
 *  - `checks`: `test/checks/`; runs the project's own checks as commands, on small planted faults.
 *  - `integration`: `*.integration.test.ts`; needs PostgreSQL, a browser, a proxy or a process of its own.
 *  - `alone`: `*.alone.test.ts`; says how fast or how soon something is, so nothing else may run beside it. It may need
 *    what `integration` needs.
 * What a file uses, it makes: its database, folder and port are its own. A time limit only ends what hangs.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

const integration = 'test/**/*.integration.test.ts'
const alone = 'test/**/*.alone.test.ts'
const checks = 'test/checks/**/*.test.ts'

/** Most files keep two processes busy, with a server, a browser or PostgreSQL; more than four would share one of those. */
const FILES_AT_ONCE = Math.min(4, Math.max(2, Math.floor(availableParallelism() / 2)))

const PATIENT = {
  testTimeout: 60_000,
  hookTimeout: 60_000,
  expect: { poll: { timeout: 10_000 } },
  // Programs of this repository that tests start, hundreds of times, begin twice as fast.
  env: { NODE_COMPILE_CACHE: join(import.meta.dirname, 'node_modules/.cache/compile') },
}
const TOGETHER = { ...PATIENT, maxWorkers: FILES_AT_ONCE, sequence: { groupOrder: 0 } }
const AFTERWARDS = { ...PATIENT, maxWorkers: 1, sequence: { groupOrder: 1 } }

const globalSetup = ['test/support/postgres-setup.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...TOGETHER,
          name: 'unit',
          include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
          exclude: [integration, alone, checks],
          isolate: false,
        },
      },
      { test: { ...TOGETHER, name: 'checks', include: [checks] } },
      { test: { ...TOGETHER, name: 'integration', include: [integration], globalSetup } },
      { test: { ...AFTERWARDS, name: 'alone', include: [alone], globalSetup } },
    ],
  },
})
