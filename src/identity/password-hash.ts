/**
 * Password hashes: Argon2id, 19 MiB, two passes, one lane (OWASP), as PHC strings. Hashing runs off the event loop,
 * a few at a time; a flood is turned away instead of queued without end.
 */
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const argon2Async = promisify(argon2) as (
  algorithm: 'argon2id',
  parameters: Argon2Parameters,
) => Promise<Buffer>

const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const
const TAG = 32
const SALT = 16
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

/** Too many passwords are being checked already; try again in a moment. */
export class TooBusy extends Error {
  constructor() {
    super('too many passwords are being checked')
    this.name = 'TooBusy'
  }
}

export class PasswordHashes {
  readonly #atOnce: number
  readonly #waiting: number
  #running = 0
  readonly #queue: (() => void)[] = []
  /** Checked in place of a hash that does not exist, so that its absence takes as long. */
  readonly #nobody = phc(randomBytes(SALT), randomBytes(TAG))

  /** @param waiting how many may wait for a turn; the next one is refused */
  constructor(atOnce = 2, waiting = 64) {
    this.#atOnce = atOnce
    this.#waiting = waiting
  }

  /** Whether the next one would be refused. */
  get isFull(): boolean {
    return this.#running >= this.#atOnce && this.#queue.length >= this.#waiting
  }

  /** @throws TooBusy */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT)
    return phc(salt, await this.#turn(() => derive(password, salt, COST)))
  }

  /**
   * @param stored a PHC string, or `undefined` where there is none: the answer is `false`, after the same time
   * @throws TooBusy
   */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const parts = PHC.exec(stored ?? this.#nobody)
    if (parts === null) throw new Error('a stored password hash is not readable')
    const [, memory, passes, parallelism, salt, tag] = parts as unknown as string[]
    const cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    const expected = Buffer.from(tag!, 'base64')
    const actual = await this.#turn(() => derive(password, Buffer.from(salt!, 'base64'), cost))
    return actual.length === expected.length && timingSafeEqual(actual, expected) && stored !== undefined
  }

  async #turn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running++
    else {
      if (this.#queue.length >= this.#waiting) throw new TooBusy()
      // Whoever ends hands their place over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.#queue.push(resolve))
    }
    try {
      return await work()
    } finally {
      const next = this.#queue.shift()
      if (next === undefined) this.#running--
      else next()
    }
  }
}

type Cost = { readonly memory: number; readonly passes: number; readonly parallelism: number }

/** NFKC, so that the same password typed on another keyboard is the same password. */
function derive(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8')
  return argon2Async('argon2id', { message, nonce, tagLength: TAG, ...cost })
}

function phc(salt: Buffer, tag: Buffer): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
  const { memory, passes, parallelism } = COST
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(salt)}$${text(tag)}`
}
