/** The hash that the core is given: hexadecimal SHA-256 of UTF-8 text. */
import { createHash } from 'node:crypto'

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
