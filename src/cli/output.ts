/** Prints an answer in the form that was asked for. */
import Table from 'cli-table3'
import { Document, visit } from 'yaml'
import { csv } from './csv.ts'
import { escapeQuoted, isUnsafe } from './escape.ts'
import type { Paint } from './terminal.ts'
import type { Rows, View } from './view.ts'
import { padded, widthOf, wrapped } from './width.ts'

export const FORMATS = ['table', 'json', 'yaml', 'csv'] as const
export type Format = (typeof FORMATS)[number]

export type Page = { readonly paint: Paint; readonly columns: number }

/**
 * @param answer exactly the API object
 * @param view of the escaped answer, for people
 */
export function printed(format: Format, answer: unknown, view: () => View, page: Page): string {
  switch (format) {
    case 'json':
      return `${escapeQuoted(JSON.stringify(answer, null, 2))}\n`
    case 'yaml':
      return yaml(answer)
    case 'csv':
      return csv(answer, view())
    case 'table':
      return forPeople(view(), page)
  }
}

/** Strings that need escapes are double-quoted, so that the escapes mean the characters. */
function yaml(answer: unknown): string {
  const document = new Document(answer)
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value === 'string' && isUnsafe(node.value)) node.type = 'QUOTE_DOUBLE'
    },
  })
  return escapeQuoted(document.toString({ lineWidth: 0 }))
}

function forPeople(view: View, page: Page): string {
  switch (view.kind) {
    case 'table':
      return view.rows.cells.length === 0 ? `${view.empty}\n` : tabular(view.rows, page)
    case 'facts': {
      const label = Math.max(...view.facts.map(([name]) => widthOf(name))) + 2
      return joined(view.facts.flatMap(([name, value]) => wrapped(value, page.columns, padded(name, label))))
    }
    case 'lines':
      return joined(view.lines)
  }
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line.trimEnd()}\n`).join('')
}

const GAP = 2
const BORDERS = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
] as const
const INNER = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'] as const
const NO_LINES = Object.fromEntries([...BORDERS, ...INNER].map((name) => [name, '']))

function tabular({ heads, cells, hidden }: Rows, { paint, columns }: Page): string {
  const shown = [...heads.keys()].filter((at) => !hidden.includes(at))
  const natural = shown.map((at) =>
    Math.max(...[heads[at]!, ...cells.map((row) => row[at]!)].map((text) => widthOf(text))),
  )
  const widths = fitted(natural, columns - GAP * (shown.length - 1))
  const grid = new Table({
    head: shown.map((at) => paint('bold', heads[at]!)),
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
    colWidths: widths.map((width) => width + GAP),
    wordWrap: true,
    wrapOnWordBoundary: true,
  })
  for (const row of cells) grid.push(shown.map((at) => row[at]!))
  return joined(grid.toString().split('\n'))
}

const NARROWEST = 12

/** Takes from the widest columns until it fits; where it cannot, the lines stay too long. */
function fitted(natural: readonly number[], available: number): number[] {
  const widths = [...natural]
  for (let excess = widths.reduce((sum, width) => sum + width, 0) - available; excess > 0; excess--) {
    const widest = Math.max(...widths)
    if (widest <= NARROWEST) break
    widths[widths.indexOf(widest)] = widest - 1
  }
  return widths
}
