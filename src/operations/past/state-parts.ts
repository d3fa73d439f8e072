/** A state as texts of bounded size, and back: nothing has to hold all of it as one text. */
import { setImmediate as turn } from 'node:timers/promises'
import type { OrganizationState } from '../../core/index.ts'

/** Items of a list in one part. */
const PART = 2000

type Part = Readonly<Record<string, unknown>>

/** The text of each part, in order; between them others get their turn. */
export async function partsOf(state: OrganizationState): Promise<string[]> {
  const parts: string[] = []
  for (const part of slices(state)) {
    parts.push(JSON.stringify(part))
    await turn()
  }
  return parts
}

/** What is single, then each list in slices. */
function* slices(state: OrganizationState): IterableIterator<Part> {
  const entries = Object.entries(state) as [string, unknown][]
  yield Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value)))
  for (const [name, value] of entries) {
    if (!Array.isArray(value)) continue
    for (let at = 0; at === 0 || at < value.length; at += PART) yield { [name]: value.slice(at, at + PART) }
  }
}

/** @param parts texts, in their order */
export function stateIn(parts: readonly string[]): OrganizationState {
  const state: Record<string, unknown> = {}
  for (const text of parts) {
    for (const [name, value] of Object.entries(JSON.parse(text) as Part)) {
      const list = state[name]
      if (!Array.isArray(value) || !Array.isArray(list)) state[name] = value
      else for (const item of value) list.push(item)
    }
  }
  return state as OrganizationState
}

/** Rows of a state. */
export function sizeOf(state: OrganizationState): number {
  return Object.values(state).reduce<number>(
    (sum, value) => sum + (Array.isArray(value) ? value.length : 1),
    0,
  )
}
