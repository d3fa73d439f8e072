/** How the proofs print their figures. */

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Since a moment of `performance.now()`. */
export function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`
}

/** `p50 3.1 ms, p99 12.0 ms, max 40.2 ms (n = 1,000)`. */
export function spread(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  const at = (part: number): string =>
    `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(1)} ms`
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, max ${at(1)} (n = ${sorted.length.toLocaleString('en')})`
}
