/** How wide text stands in a terminal, and how it is broken to fit. */
import { stripVTControlCharacters } from 'node:util'

const WIDE =
  /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u
const NONE = /\p{Mn}|\p{Me}|\u{200C}|\u{200D}|\u{FE0F}/u

export function widthOf(text: string): number {
  let width = 0
  for (const one of stripVTControlCharacters(text)) width += NONE.test(one) ? 0 : WIDE.test(one) ? 2 : 1
  return width
}

/** Fills up with blanks on the right. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}

/** Breaks between words; the first line starts with `first`, the others are indented as far. A word is never cut. */
export function wrapped(text: string, width: number, first = ''): string[] {
  const indent = ' '.repeat(widthOf(first))
  const result: string[] = []
  let line = first
  let empty = true
  for (const word of text.split(' ')) {
    if (!empty && widthOf(line) + 1 + widthOf(word) > width) {
      result.push(line)
      line = indent
      empty = true
    }
    line += empty ? word : ` ${word}`
    empty = false
  }
  return [...result, line]
}
