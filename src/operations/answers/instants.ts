/** Instants: epoch milliseconds inside, RFC 3339 in UTC outside. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

/** @param text validated as RFC 3339 with a zone */
export function milliseconds(text: string): number {
  return Date.parse(text)
}
