/** Ids: a typed prefix and 26 characters that sort by time, so that lists by id are lists by age. */
import { randomBytes } from 'node:crypto'

/** Crockford's base 32, lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const TIME = 10
const RANDOM = 16

/** `newId('rol')` → `rol_` and 10 characters of time, 16 of randomness; later ids of one process are greater. */
export function createIds(clock: () => number): (prefix: string) => string {
  let last = 0
  let counter: number[] = []
  return (prefix) => {
    const now = Math.max(clock(), last)
    counter =
      now === last && counter.length > 0
        ? next(counter)
        : Array.from(randomBytes(RANDOM), (byte) => byte % 32)
    last = now
    return `${prefix}_${timeText(now)}${counter.map((digit) => ALPHABET[digit]).join('')}`
  }
}

function timeText(milliseconds: number): string {
  let text = ''
  for (let rest = milliseconds, at = 0; at < TIME; at++) {
    text = ALPHABET[rest % 32] + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** The next greater number, in digits; 80 random bits do not run over in a millisecond. */
function next(digits: readonly number[]): number[] {
  const result = [...digits]
  for (let at = result.length - 1; at >= 0; at--) {
    if (result[at]! < 31) {
      result[at]!++
      return result
    }
    result[at] = 0
  }
  return result
}
