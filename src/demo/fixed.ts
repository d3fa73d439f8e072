/** What looks random in the demo and is the same every time: minutes of the day, the last part of ids. */
import { createHash } from 'node:crypto'
import { createIds } from '../operations/ids.ts'

const SEED = 'compartment demo 1'
const RANDOM_PART = 16
/** As in every other id: Crockford's base 32. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** A number from 0 up to `below`, always the same for the same label. */
export function fixed(label: string, below: number): number {
  return digest(label).readUInt32BE(0) % below
}

/** Ids like all others, whose random part follows from how many were made before. */
export function fixedIds(clock: () => number): (prefix: string) => string {
  const ids = createIds(clock)
  let made = 0
  return (prefix) => ids(prefix).slice(0, -RANDOM_PART) + fixedText(`id ${made++}`)
}

function fixedText(label: string): string {
  return Array.from(digest(label).subarray(0, RANDOM_PART), (byte) => ALPHABET[byte % 32]).join('')
}

function digest(label: string): Buffer {
  return createHash('sha256').update(`${SEED} ${label}`).digest()
}
