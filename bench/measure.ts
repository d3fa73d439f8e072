/**
 * Interleaved timing: A B A B …, so that a machine that slows down slows both. A result is the median of the ratios of
 * neighbours, with the lowest and the highest beside it; absolute times are shown for orientation only.
 */

export type Contender = {
  /** Does this much work on the slice of that number; the answers were checked before. */
  readonly run: (slice: number) => number
  /** How many units (checks, rows, changes) one run does. */
  readonly units: number
}

export type Measured = {
  readonly ratio: Spread
  /** Nanoseconds per unit, medians. */
  readonly ours: number
  readonly peer: number
}

export type Spread = { readonly median: number; readonly low: number; readonly high: number }

/** What runs return goes here, so that no compiler can drop the work. */
const SINK = { sum: 0 }

/** @returns the ratio peer ÷ ours: how many times longer the peer takes for a unit */
export function interleave(ours: Contender, peer: Contender, rounds: number, warmUps = 2): Measured {
  const times: { ours: number; peer: number }[] = []
  for (let round = -warmUps; round < rounds; round++) {
    const slice = Math.max(0, round)
    const [first, second] = round % 2 === 0 ? [ours, peer] : [peer, ours]
    const [a, b] = [time(first, slice), time(second, slice)]
    if (round >= 0) times.push(round % 2 === 0 ? { ours: a, peer: b } : { ours: b, peer: a })
  }
  return {
    ratio: spread(times.map(({ ours, peer }) => peer / ours)),
    ours: spread(times.map(({ ours }) => ours)).median,
    peer: spread(times.map(({ peer }) => peer)).median,
  }
}

function time({ run, units }: Contender, slice: number): number {
  const start = performance.now()
  SINK.sum += run(slice)
  return ((performance.now() - start) * 1e6) / units
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b)
  return { median: quantile(sorted, 0.5), low: sorted[0]!, high: sorted.at(-1)! }
}

/** @param sorted ascending */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
}
