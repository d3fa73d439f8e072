/**
 * Work that is done after the answer, so that neither the answer nor the time it takes tells what was found. It begins
 * some time later, never the same: its own time cannot be felt in the answers that follow either. So many may wait; more
 * are dropped and said so in the log. Closing finishes what waits.
 */
import { randomInt } from 'node:crypto'
import type { Logger } from './logger.ts'

const MOST = 1000
/** Milliseconds. */
const SOONEST = 50
const LATEST = 1000

export class Errands {
  readonly #logger: Logger
  readonly #waiting: (() => Promise<void>)[] = []
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(logger: Logger) {
    this.#logger = logger
  }

  /** Returns at once. */
  add(errand: () => Promise<void>): void {
    if (this.#waiting.length >= MOST) {
      this.#logger.warn({ waiting: MOST }, 'too much is waiting to be done: something was dropped')
      return
    }
    this.#waiting.push(errand)
    this.#timer ??= setTimeout(() => void this.done(), randomInt(SOONEST, LATEST)).unref()
  }

  /** Does now what waits, until nothing waits any more. */
  async done(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    while (this.#waiting.length > 0 || this.#running !== undefined) {
      this.#running ??= this.#run()
      await this.#running
    }
  }

  async #run(): Promise<void> {
    for (let errand = this.#waiting.shift(); errand !== undefined; errand = this.#waiting.shift()) {
      try {
        await errand()
      } catch (error) {
        this.#logger.error({ err: error }, 'something that was to be done after an answer failed')
      }
    }
    this.#running = undefined
  }
}
