/** What a simulation found: figures without a bar, each with how many times it was measured. */
import { quantile } from '../measure.ts'

export type Figure = {
  readonly simulation: string
  readonly what: string
  readonly value: string
  /** How many were measured. */
  readonly n: string
}

export async function simulate(run: () => Promise<Figure[]>): Promise<void> {
  const figures = await run()
  if (process.send) process.send(figures)
  else console.log(figures)
}

/** Median and 99th percentile of milliseconds. */
export function middle(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  return `${short(quantile(sorted, 0.5))} (p99 ${short(quantile(sorted, 0.99))})`
}

export function short(milliseconds: number): string {
  if (milliseconds < 0.1) return `${(milliseconds * 1000).toFixed(1)} µs`
  return milliseconds < 10
    ? `${milliseconds.toFixed(2)} ms`
    : `${Math.round(milliseconds).toLocaleString('en')} ms`
}

export const whole = (count: number): string => count.toLocaleString('en')

export function heap(): number {
  for (let time = 0; time < 3; time++) globalThis.gc!()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
