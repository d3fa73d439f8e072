/** JSON in one spelling (after RFC 8785): keys sorted, no spaces, `undefined` left out; equal values are equal text. */

/** @throws TypeError for what JSON cannot say: numbers that are not finite, functions, symbols, big integers */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return scalar(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`
  const fields: string[] = []
  for (const key of Object.keys(value).sort()) {
    const field = (value as Record<string, unknown>)[key]
    if (field !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(field)}`)
  }
  return `{${fields.join()}}`
}

function scalar(value: unknown): string {
  const text = typeof value === 'number' && !Number.isFinite(value) ? undefined : JSON.stringify(value)
  if (text === undefined) throw new TypeError(`JSON cannot say this: ${String(value)}`)
  return text
}
