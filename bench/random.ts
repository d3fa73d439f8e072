/** Chance from a seed: the same seed gives the same workload on every machine. */

export type Random = {
  /** From 0 (inclusive) to 1 (exclusive). */
  readonly fraction: () => number
  /** A whole number below `end`. */
  readonly below: (end: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  /** An id as the product makes them: a prefix and 20 letters and digits. */
  readonly id: (prefix: string) => string
}

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** Mulberry32. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  const fraction = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x100000000
  }
  const below = (end: number): number => Math.floor(fraction() * end)
  return {
    fraction,
    below,
    pick: (from) => from[below(from.length)]!,
    id: (prefix) => {
      let id = `${prefix}_`
      for (let at = 0; at < 20; at++) id += LETTERS[below(32)]!
      // A flat string: one that is still a chain of pieces would be slow the first time it is looked up.
      return Buffer.from(id).toString()
    },
  }
}

/** Ranks below `size`, rank r as often as 1/(r + 1). */
export function zipf(random: Random, size: number): () => number {
  const sums = new Float64Array(size)
  let sum = 0
  for (let rank = 0; rank < size; rank++) sums[rank] = sum += 1 / (rank + 1)
  return () => {
    const wanted = random.fraction() * sum
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (sums[middle]! < wanted) low = middle + 1
      else high = middle
    }
    return low
  }
}
