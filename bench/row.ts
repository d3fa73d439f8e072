/** What a row's process gets and gives: each row runs in a process of its own, and answers with its results. */
import type { Spread } from './measure.ts'

export type Options = {
  /** A small slice of everything, for a smoke test. */
  readonly quick: boolean
  /** What a file that measures several rows shall measure. */
  readonly of: string
}

export type Bar = { readonly atLeast: number } | { readonly atMost: number }

export type Result = {
  readonly row: string
  /** With their units. */
  readonly ours: string
  readonly peer: string
  readonly ratio: Spread
  /** `×` for ratios, else the unit of what is measured. */
  readonly unit: string
  readonly bar: Bar
  readonly how: string
}

/** A wrong answer voids the row: there is nothing to compare. */
export class WrongAnswer extends Error {}

export function expectEqual(what: string, actual: unknown, wanted: unknown): void {
  if (actual !== wanted)
    throw new WrongAnswer(`${what}: got ${String(actual)}, the oracle says ${String(wanted)}`)
}

/** Runs a row as the process that `run.ts` started. */
export async function answer(measure: (options: Options) => Result[] | Promise<Result[]>): Promise<void> {
  // A run that is stopped stops the servers that it started.
  process.once('SIGTERM', () => process.exit(1))
  const options = JSON.parse(process.argv[2] ?? '{"quick":true,"of":""}') as Options
  const results = await measure(options)
  if (process.send) process.send(results)
  else console.log(results)
}

export const perUnit = (nanoseconds: number): string =>
  nanoseconds < 10_000 ? `${nanoseconds.toFixed(0)} ns` : `${(nanoseconds / 1000).toFixed(1)} µs`

export const milliseconds = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`
