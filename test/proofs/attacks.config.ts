/** How `npm run prove:attacks` runs the attacks: as `npm test` does, and with their requests counted. */
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: ['test/attacks/**/*.test.ts'],
    setupFiles: ['test/proofs/count-requests.ts'],
    // One by one: some of them say how fast an answer is.
    maxWorkers: 1,
    globalSetup: ['test/support/postgres-setup.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
