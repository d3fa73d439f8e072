/** Text in the search part of an address, which anybody can have written. */

/** @returns nothing for what is no text; a search for `42` arrives as a number */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** @returns those of the names that say something */
export function textsIn(
  given: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Record<string, string> {
  const texts = names.flatMap((name) => {
    const text = textOf(given[name])
    return text === '' ? [] : [[name, text] as const]
  })
  return Object.fromEntries(texts)
}
