/** What people are shown of an answer; machines get the answer itself. */

export type Column<T> = {
  readonly head: string
  readonly of: (item: T) => string
  /** Left out of the table for people where it says nothing. */
  readonly when?: (items: readonly T[]) => boolean
}

export type View =
  | { readonly kind: 'table'; readonly rows: Rows; readonly empty: string }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'lines'; readonly lines: readonly string[] }

type Fact = readonly [label: string, value: string]

/** A table with its columns applied. */
export type Rows = {
  readonly heads: readonly string[]
  readonly cells: readonly (readonly string[])[]
  /** Columns that the table for people leaves out. */
  readonly hidden: readonly number[]
}

/** @param empty said when there is nothing: what this means and what one could do */
export function table<T>(items: readonly T[], columns: readonly Column<T>[], empty: string): View {
  const hidden = [...columns.keys()].filter((at) => columns[at]!.when?.(items) === false)
  const cells = items.map((item) => columns.map(({ of }) => of(item)))
  return { kind: 'table', rows: { heads: columns.map(({ head }) => head), cells, hidden }, empty }
}

/** Facts without a value are left out. */
export function facts(...given: readonly (readonly [label: string, value: string | undefined])[]): View {
  return {
    kind: 'facts',
    facts: given.filter((fact): fact is Fact => fact[1] !== undefined && fact[1] !== ''),
  }
}

export function lines(...text: readonly string[]): View {
  return { kind: 'lines', lines: text }
}
