/**
 * A backup as a file: lines of JSON, packed with gzip, the same for both databases. The last line holds the hash of all
 * before it, so that a damaged or cut file is not taken for a whole one.
 */
import { createHash, type Hash } from 'node:crypto'
import { closeSync, createReadStream, fsyncSync, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'

export const FORMAT = 'compartment-backup'
export const VERSION = 1

/** The file is not a backup, or not a whole one. */
export class UnreadableBackup extends Error {}

/** Written as it is read, page by page; nothing of it is in memory. */
export class BackupFile {
  readonly #descriptor: number
  readonly #hash: Hash = createHash('sha256')
  #lines = 0

  /** @throws Error where the file is there already */
  constructor(path: string) {
    this.#descriptor = openSync(path, 'wx', 0o600)
  }

  write(values: readonly unknown[]): void {
    if (values.length === 0) return
    const text = values.map((value) => `${JSON.stringify(value)}\n`).join('')
    this.#hash.update(text)
    this.#lines += values.length
    this.#put(text)
  }

  /** The last line; it is on disk when this returns. */
  finish(): void {
    this.#put(`${JSON.stringify({ end: { lines: this.#lines, sha256: this.#hash.digest('hex') } })}\n`)
    fsyncSync(this.#descriptor)
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  /** Packed pieces behind each other are one packed file. */
  #put(text: string): void {
    const bytes = gzipSync(text)
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#descriptor, bytes, at)
  }
}

/**
 * The values of a backup, in their order.
 * @throws UnreadableBackup as soon as it is seen; at the latest behind the last value
 */
export async function* valuesIn(path: string): AsyncGenerator {
  const hash = createHash('sha256')
  let lines = 0
  let end: { readonly lines: number; readonly sha256: string } | undefined
  for await (const line of linesIn(path)) {
    if (end !== undefined) throw new UnreadableBackup('something stands behind its end')
    const value = parsed(line)
    if (typeof value === 'object' && value !== null && 'end' in value) {
      end = value.end as typeof end
      continue
    }
    hash.update(`${line}\n`)
    lines++
    yield value
  }
  if (end === undefined) throw new UnreadableBackup('it broke off: its end is missing')
  if (end.lines !== lines || end.sha256 !== hash.digest('hex')) throw new UnreadableBackup('it is damaged')
}

async function* linesIn(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const unpacked = createGunzip()
  file.on('error', (error) => unpacked.destroy(error))
  try {
    yield* createInterface({ input: file.pipe(unpacked), crlfDelay: Number.POSITIVE_INFINITY })
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') throw error
    throw new UnreadableBackup('it is damaged, or no backup')
  } finally {
    file.destroy()
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new UnreadableBackup('it is damaged, or no backup')
  }
}
