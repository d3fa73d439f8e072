/**
 * CSV (RFC 4180) that is safe to open: a cell that a spreadsheet would take for a formula starts with an apostrophe
 * (INJ-05), control characters are escaped.
 */
import { escapeText } from './escape.ts'
import type { View } from './view.ts'

/** Lists have the columns of their table; a single thing has its fields. */
export function csv(answer: unknown, view: View): string {
  if (view.kind !== 'table') {
    const fields = flat(answer)
    return rows([fields.map(([name]) => name), fields.map(([, value]) => value)])
  }
  const { heads, cells } = view.rows
  return rows([heads.map((head) => head.toLowerCase().replaceAll(' ', '_')), ...cells])
}

function rows(all: readonly (readonly string[])[]): string {
  return all.map((row) => `${row.map((text) => cell(text)).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@|%\t\r]/.test(text.trimStart()) ? `'${escapeText(text)}` : escapeText(text)
  return /[",;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function flat(value: unknown, name = ''): [name: string, value: string][] {
  if (Array.isArray(value)) return [[name, value.map((item: unknown) => word(item)).join(' ')]]
  if (typeof value !== 'object' || value === null) return [[name, word(value)]]
  return Object.entries(value).flatMap(([key, item]) => flat(item, name === '' ? key : `${name}.${key}`))
}

/** A thing inside a list, by what people call it. */
function word(item: unknown): string {
  if (typeof item === 'string') return item
  if (item === null || item === undefined) return ''
  if (typeof item !== 'object') return JSON.stringify(item)
  const { email, name, id } = item as Record<string, unknown>
  const called = email ?? name ?? id
  return typeof called === 'string' ? called : JSON.stringify(item)
}
