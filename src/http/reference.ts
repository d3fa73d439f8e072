/**
 * Names by which an operator finds a request in the logs, and what was refused in a diagnosis. They are random, and say
 * nothing.
 */
import { randomBytes } from 'node:crypto'
import { isDenial } from './denied.ts'

const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** `den_` where someone was told no, `err_` where something is wrong; 128 random bits. */
export function newReference(status: number): string {
  return `${isDenial(status) ? 'den' : 'err'}_${letters(16)}`
}

function letters(bytes: number): string {
  let bits = 0n
  for (const byte of randomBytes(bytes)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let left = bytes * 8; left > 0; left -= 5) {
    text = LETTERS[Number(bits & 31n)] + text
    bits >>= 5n
  }
  return text
}

/** Names requests in this process’s logs; never taken from outside. */
export function requestNames(): () => string {
  const boot = letters(6)
  let count = 0
  return () => `req_${boot}${(++count).toString(36)}`
}
