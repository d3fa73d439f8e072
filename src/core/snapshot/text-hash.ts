/** The hash of an ASCII text by its bytes, four at a time: quick to take on the way over them, and no secret. */

const MIX = 0x9e_37_79_b1 | 0

/** The hash of a text that goes on with these four bytes, or ends with fewer, in a word of little endian. */
export function mixed(hash: number, word: number): number {
  return Math.imul(((hash << 13) | (hash >>> 19)) ^ word, MIX)
}

/** Of a whole text: its lowest bits depend on all of it. @param hash of its bytes, beginning with 0 */
export function finished(hash: number): number {
  return hash ^ (hash >>> 15)
}

export function hashOf(view: DataView, start: number, end: number): number {
  let at = start
  let hash = 0
  for (; at + 4 <= end; at += 4) hash = mixed(hash, view.getInt32(at, true))
  if (at === end) return finished(hash)
  let word = 0
  for (let shift = 0; at < end; at++, shift += 8) word |= view.getUint8(at) << shift
  return finished(mixed(hash, word))
}

/** Whether the same bytes lie in two places. */
export function sameBytes(
  one: DataView,
  start: number,
  other: DataView,
  from: number,
  length: number,
): boolean {
  const rest = length - 4
  for (let at = 0; at < rest; at += 4)
    if (one.getInt32(start + at, true) !== other.getInt32(from + at, true)) return false
  // The last four, which may have been looked at in part.
  if (rest >= 0) return one.getInt32(start + rest, true) === other.getInt32(from + rest, true)
  for (let at = 0; at < length; at++) if (one.getUint8(start + at) !== other.getUint8(from + at)) return false
  return true
}
