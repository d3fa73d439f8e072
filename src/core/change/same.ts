/** Whether two facts say the same, in whatever order their fields come: what was loaded is spelt as the store spells it. */

export function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** The order of fields says nothing; that of a list does. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .map(([key, part]) => [key, sorted(part)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}
