/** Counts the HTTP requests of each test, for `npm run prove:attacks`: the report carries the number beside the result. */
import { afterEach, beforeEach } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    requests?: number
  }
}

let sent = 0
const { fetch } = globalThis
globalThis.fetch = (...asked) => {
  sent++
  return fetch(...asked)
}

let before = 0
beforeEach(() => {
  before = sent
})
afterEach(({ task }) => {
  task.meta.requests = sent - before
})
