/**
 * The anchor: a file outside the database to which every checkpoint is appended, on another disk or one that cannot be
 * rewritten. A database that was rolled back, or rewritten with its checkpoints, no longer fits it.
 */
import { createReadStream } from 'node:fs'
import { appendFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { checkpoint as shape } from '../../contract/shapes/things.ts'
import type { Checkpoint } from '../../store/store.ts'

export class Anchor {
  readonly #file: string
  #turn: Promise<unknown> = Promise.resolve()

  constructor(file: string) {
    this.#file = file
  }

  /** One line of JSON, and it is on disk when this returns. */
  async append(checkpoint: Checkpoint): Promise<void> {
    const line = `${JSON.stringify(checkpoint)}\n`
    const turn = this.#turn.then(() => appendFile(this.#file, line, { mode: 0o600, flush: true }))
    this.#turn = turn.catch(() => {})
    await turn
  }

  /**
   * The newest checkpoint that was anchored; `undefined` where there is none yet.
   * @throws Error where the file is there and cannot be read
   */
  async last(organization: string): Promise<Checkpoint | undefined> {
    let last: Checkpoint | undefined
    try {
      for await (const line of createInterface({ input: createReadStream(this.#file, 'utf8') })) {
        const checkpoint = parsed(line)
        // Which line is the newest says the number, not the place: two servers may write to one file.
        if (checkpoint?.organization === organization && checkpoint.number >= (last?.number ?? 0))
          last = checkpoint
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
    return last
  }
}

/** A line that was cut off says nothing. */
function parsed(line: string): Checkpoint | undefined {
  try {
    return shape.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
