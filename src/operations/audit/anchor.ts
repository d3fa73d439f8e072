/**
 * The anchor: a file outside the database to which every checkpoint is appended, on another disk or one that cannot be
 * rewritten. A database that was rolled back, or rewritten with its checkpoints, no longer fits it.
 */
import { createReadStream } from 'node:fs'
import { appendFile, stat } from 'node:fs/promises'
import { checkpoint as shape } from '../../contract/shapes/things.ts'
import type { Checkpoint } from '../../store/store.ts'

const LINE_FEED = 0x0a

export class Anchor {
  readonly #file: string
  #turn: Promise<unknown> = Promise.resolve()
  /** The newest of each organization in what was read: the file grows for ever, so each byte is read once. */
  readonly #newest = new Map<string, Checkpoint>()
  /** Bytes that were read: whole lines. */
  #read = 0

  constructor(file: string) {
    this.#file = file
  }

  /** One line of JSON, and it is on disk when this returns. */
  append(checkpoint: Checkpoint): Promise<void> {
    const line = `${JSON.stringify(checkpoint)}\n`
    return this.#inTurn(() => appendFile(this.#file, line, { mode: 0o600, flush: true }))
  }

  /**
   * The newest checkpoint that was anchored; `undefined` where there is none yet.
   * @throws Error where the file is there and cannot be read
   */
  last(organization: string): Promise<Checkpoint | undefined> {
    return this.#inTurn(async () => {
      await this.#readOn()
      return this.#newest.get(organization)
    })
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work)
    this.#turn = turn.catch(() => {})
    return turn
  }

  async #readOn(): Promise<void> {
    const size = await sizeOf(this.#file)
    if (size < this.#read) {
      // Another file has taken its place: what it holds is what counts, however little.
      this.#read = 0
      this.#newest.clear()
    }
    if (size === this.#read) return
    let rest = Buffer.alloc(0)
    for await (const chunk of createReadStream(this.#file, { start: this.#read, end: size - 1 })) {
      rest = Buffer.concat([rest, chunk as Buffer])
      const whole = rest.lastIndexOf(LINE_FEED) + 1
      for (const line of rest.toString('utf8', 0, whole).split('\n')) this.#take(line)
      this.#read += whole
      rest = rest.subarray(whole)
    }
  }

  #take(line: string): void {
    const checkpoint = parsed(line)
    if (checkpoint === undefined) return
    // Which line is the newest says the number, not the place: two servers may write to one file.
    const known = this.#newest.get(checkpoint.organization)
    if (checkpoint.number >= (known?.number ?? 0)) this.#newest.set(checkpoint.organization, checkpoint)
  }
}

/** 0 where there is no file yet. */
async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
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
