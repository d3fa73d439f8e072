/**
 * The Merkle tree of RFC 9162 over hashes of records. It grows at its end and keeps only the roots of its whole
 * subtrees, so a tree of any size is a few lines of text and going on from it reads nothing that is behind.
 */
import { createHash } from 'node:crypto'

type Peak = { readonly leaves: number; readonly hash: string }

export class MerkleTree {
  /** From the largest. */
  readonly #peaks: Peak[]

  private constructor(peaks: readonly Peak[]) {
    this.#peaks = [...peaks]
  }

  static empty(): MerkleTree {
    return new MerkleTree([])
  }

  /** @param text what `peaks` gave. @throws Error where it is not of a tree */
  static from(text: string): MerkleTree {
    const peaks = JSON.parse(text) as readonly (readonly [leaves: number, hash: string])[]
    return new MerkleTree(peaks.map(([leaves, hash]) => ({ leaves, hash })))
  }

  get peaks(): string {
    return JSON.stringify(this.#peaks.map(({ leaves, hash }) => [leaves, hash]))
  }

  get size(): number {
    return this.#peaks.reduce((sum, { leaves }) => sum + leaves, 0)
  }

  /** What of this tree lies in a run of leaves: the beginning of the subtree there, where the run begins at a whole one. */
  within([from, to]: Run): MerkleTree {
    let end = 0
    const inside = this.#peaks.filter(({ leaves }) => {
      const begin = end
      end += leaves
      return begin >= from && end <= to
    })
    return new MerkleTree(inside)
  }

  /** @param hash of a record, in hexadecimal */
  append(hash: string): void {
    let peak: Peak = { leaves: 1, hash: leafHash(hash) }
    for (let last = this.#peaks.at(-1); last?.leaves === peak.leaves; last = this.#peaks.at(-1)) {
      this.#peaks.pop()
      peak = { leaves: 2 * last.leaves, hash: nodeHash(last.hash, peak.hash) }
    }
    this.#peaks.push(peak)
  }

  /** In hexadecimal; of an empty tree, the hash of nothing. */
  get root(): string {
    const [last, ...rest] = this.#peaks.toReversed()
    if (last === undefined) return createHash('sha256').digest('hex')
    return rest.reduce((right, { hash }) => nodeHash(hash, right), last.hash)
  }
}

/** A run of leaves: from, and up to without. */
type Run = readonly [from: number, to: number]

/** The subtrees whose roots prove that the first `first` of `second` leaves are the smaller tree; 0 < first ≤ second. */
export function consistencyRuns(first: number, second: number): Run[] {
  return subproof(first, 0, second, true)
}

function subproof(leaves: number, from: number, to: number, whole: boolean): Run[] {
  if (leaves === to - from) return whole ? [] : [[from, to]]
  const split = largestPowerBelow(to - from)
  if (leaves <= split) return [...subproof(leaves, from, from + split, whole), [from + split, to]]
  return [...subproof(leaves - split, from + split, to, false), [from, from + split]]
}

function largestPowerBelow(size: number): number {
  let power = 1
  while (power * 2 < size) power *= 2
  return power
}

export type Sized = { readonly size: number; readonly root: string }

/** RFC 9162, 2.1.4.2: does the proof show that the first tree is the beginning of the second? */
export function isConsistent(first: Sized, second: Sized, proof: readonly string[]): boolean {
  if (first.size < 1 || first.size > second.size) return false
  if (first.size === second.size) return first.root === second.root && proof.length === 0
  const [begin, ...path] = isPowerOfTwo(first.size) ? [first.root, ...proof] : proof
  if (begin === undefined) return false
  let [node, last] = [first.size - 1, second.size - 1]
  while (node % 2 === 1) [node, last] = [half(node), half(last)]
  let [older, newer] = [begin, begin]
  for (const hash of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      older = nodeHash(hash, older)
      newer = nodeHash(hash, newer)
      while (node % 2 === 0 && node !== 0) [node, last] = [half(node), half(last)]
    } else newer = nodeHash(newer, hash)
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && older === first.root && newer === second.root
}

function half(number: number): number {
  return Math.floor(number / 2)
}

function isPowerOfTwo(number: number): boolean {
  return Number.isInteger(Math.log2(number))
}

function leafHash(hash: string): string {
  return createHash('sha256')
    .update(Buffer.from([0]))
    .update(Buffer.from(hash, 'hex'))
    .digest('hex')
}

function nodeHash(left: string, right: string): string {
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(Buffer.from(left, 'hex'))
    .update(Buffer.from(right, 'hex'))
    .digest('hex')
}
