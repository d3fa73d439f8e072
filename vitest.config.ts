/**
 * Three projects, told apart by name and folder:
 *  - `unit`: `*.test.ts`; needs nothing outside this process, so files share one worker and start at once.
 *  - `checks`: `test/checks/`; runs the project's own checks as commands, on small planted faults.
 *  - `integration`: `*.integration.test.ts`; needs PostgreSQL, a browser, a proxy or a process of its own.
 */
import { defineConfig } from 'vitest/config'

const integration = '**/*.integration.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'src/**/*.test.ts'],
          exclude: [integration, 'test/checks/**'],
          isolate: false,
        },
      },
      {
        test: {
          name: 'checks',
          include: ['test/checks/**/*.test.ts'],
          exclude: [integration],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'integration',
          include: [`test/${integration}`],
          globalSetup: ['test/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
