/** Addresses as people type and paste them: parted by blanks, commas, semicolons or lines. */

/** As many as come into a group with one change. */
export const MOST = 500

/** Each once, in the order in which they stand there; whether it is written large or small is the same. */
export function addressesIn(text: string): readonly string[] {
  const found = new Map<string, string>()
  for (const part of text.split(/[\s,;]+/)) {
    // `Ada <ada@acme.example>`, as it is copied from mail programs.
    const address = part.replaceAll(/^[<"']+|[>"']+$/g, '')
    if (address !== '' && !found.has(address.toLowerCase())) found.set(address.toLowerCase(), address)
  }
  return [...found.values()]
}

/** The text with an address in it, or without. */
export function withAddress(text: string, address: string, is: boolean): string {
  const others = addressesIn(text).filter((one) => one.toLowerCase() !== address.toLowerCase())
  return (is ? [...others, address] : others).join('\n')
}

/** What is wrong with it, as a sentence. */
export function addressesProblem(addresses: readonly string[]): string | undefined {
  if (addresses.length === 0) return 'Enter at least one address.'
  if (addresses.length > MOST)
    return `These are ${addresses.length.toLocaleString('en')}: at most ${MOST} come in at once.`
  const odd = addresses.find((one) => !/^[^\s@]+@[^\s@]+$/.test(one) && !one.startsWith('usr_'))
  return odd === undefined ? undefined : `“${odd}” is no address, such as ada@acme.example.`
}
