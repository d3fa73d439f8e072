/** A backup's text with the sum at its end made to fit: what a forger would do. */
import { createHash } from 'node:crypto'

export function rehashed(text: string): string {
  const lines = text.trimEnd().split('\n').slice(0, -1)
  const sha256 = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex')
  return `${lines.join('\n')}\n${JSON.stringify({ end: { lines: lines.length, sha256 } })}\n`
}
