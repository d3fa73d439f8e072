/**
 * Rows of CSV (RFC 4180) that are safe to open: a cell that a spreadsheet would take for a formula starts with an
 * apostrophe (INJ-05), control characters are escaped.
 */
import { escapeText } from './plain-text.ts'

export function csvRows(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map((text) => cell(text)).join(',')}\r\n`).join('')
}

function cell(text: string): string {
  const safe = /^[=+\-@|%\t\r]/.test(text.trimStart()) ? `'${escapeText(text)}` : escapeText(text)
  return /[",;']|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
