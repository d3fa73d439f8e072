/**
 * What attempts are counted under: the account, however its address is spelt; the source, a whole IPv6 network being one;
 * and the two together. Keys are keyed hashes: people type passwords where the address belongs.
 */
import { isIPv6 } from 'node:net'
import { keyedHash } from './sealed.ts'

/** What somebody tries. Each kind has counts of its own. */
export type Counted =
  | 'account'
  | 'pair'
  | 'source'
  | 'reset_mail'
  | 'reset_source'
  | 'code'
  | 'code_source'
  | 'device_source'

export function throttleKey(key: Uint8Array, counted: Counted, ...parts: readonly string[]): string {
  return `${counted}:${keyedHash(key, JSON.stringify(parts))}`
}

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i

/** The peer as it is counted: IPv4 as it is, IPv6 by its /64, of which anybody has as many addresses as they like. */
export function sourceOf(address: string): string {
  const mapped = MAPPED.exec(address)
  if (mapped !== null) return mapped[1]!
  const [plain = ''] = address.split('%')
  if (!isIPv6(plain)) return address
  const [head = '', tail] = plain.split('::')
  const left = groups(head)
  const right = tail === undefined ? [] : groups(tail)
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0')
  const first = [...left, ...zeros, ...right].slice(0, 4)
  return `${first.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

/** Of half an IPv6 address; an IPv4 address at its end is two. */
function groups(text: string): string[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
