/** An answer as CSV. */
import { csvRows } from '../contract/csv.ts'
import type { View } from './view.ts'

/** Lists have the columns of their table; a single thing has its fields. */
export function csv(answer: unknown, view: View): string {
  if (view.kind !== 'table') {
    const fields = flat(answer)
    return csvRows([fields.map(([name]) => name), fields.map(([, value]) => value)])
  }
  const { heads, cells } = view.rows
  return csvRows([heads.map((head) => head.toLowerCase().replaceAll(' ', '_')), ...cells])
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
