/** What a mistake in a guard is: where it is made, and which test has to find it. */
export type GuardMutant = {
  /** What is wrong. */
  readonly name: string
  /** Below `src`. */
  readonly file: string
  readonly find: string
  readonly replace: string
  /** The test file that has to find it, below `test`, and what its title holds. */
  readonly test: string
  readonly title: string
}

type Row = readonly [name: string, file: string, find: string, replace: string, title: string]

export function by(test: string, rows: readonly Row[]): GuardMutant[] {
  return rows.map(([name, file, find, replace, title]) => ({ name, file, find, replace, test, title }))
}
