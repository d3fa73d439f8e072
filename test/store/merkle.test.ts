/** The Merkle tree against the definition in RFC 9162, written down here as it stands there. */
import { createHash } from 'node:crypto'
import { assert, constantFrom, integer, nat, pre, property } from 'fast-check'
import { expect, it } from 'vitest'
import { consistencyRuns, isConsistent, MerkleTree } from '../../src/store/merkle.ts'

const leaf = (n: number): string => createHash('sha256').update(`record ${n}`).digest('hex')
const bytes = (hash: string): Buffer => Buffer.from(hash, 'hex')

/** RFC 9162, 2.1.1. */
function treeHash(leaves: readonly string[]): string {
  if (leaves.length === 0) return createHash('sha256').digest('hex')
  if (leaves.length === 1) return createHash('sha256').update('\0').update(bytes(leaves[0]!)).digest('hex')
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return createHash('sha256')
    .update('\u0001')
    .update(bytes(treeHash(leaves.slice(0, split))))
    .update(bytes(treeHash(leaves.slice(split))))
    .digest('hex')
}

function grown(leaves: readonly string[], from = MerkleTree.empty()): MerkleTree {
  for (const one of leaves) from.append(one)
  return from
}

it('has the root that RFC 9162 defines, also when it goes on from its peaks', () => {
  const leaves = Array.from({ length: 70 }, (_, n) => leaf(n))
  for (let size = 0; size <= leaves.length; size++) {
    const some = leaves.slice(0, size)
    expect(grown(some).root).toBe(treeHash(some))
    const cut = Math.floor(size / 3)
    const resumed = grown(some.slice(cut), MerkleTree.from(grown(some.slice(0, cut)).peaks))
    expect([resumed.root, resumed.size]).toEqual([treeHash(some), size])
  }
})

it('proves for all sizes that the smaller tree is the beginning of the larger, and for no other tree', () => {
  const leaves = Array.from({ length: 40 }, (_, n) => leaf(n))
  const other = [...leaves.slice(0, 3), leaf(99), ...leaves.slice(4)]
  for (let second = 1; second <= leaves.length; second++) {
    for (let first = 1; first <= second; first++) {
      const proof = consistencyRuns(first, second).map(([from, to]) => treeHash(leaves.slice(from, to)))
      const older = { size: first, root: treeHash(leaves.slice(0, first)) }
      const newer = { size: second, root: treeHash(leaves.slice(0, second)) }
      expect(isConsistent(older, newer, proof), `${first} of ${second}`).toBe(true)
      if (first < 4) continue
      const forged = { size: first, root: treeHash(other.slice(0, first)) }
      expect(isConsistent(forged, newer, proof)).toBe(false)
      expect(isConsistent(older, { size: second, root: treeHash(other.slice(0, second)) }, proof)).toBe(false)
    }
  }
})

it('no proof that was bent in any place is taken', () => {
  const leaves = Array.from({ length: 40 }, (_, n) => leaf(n))
  assert(
    property(
      integer({ min: 1, max: 39 }),
      nat(),
      constantFrom('drop', 'swap', 'change', 'add'),
      (first, at, how) => {
        const proof = consistencyRuns(first, 40).map(([from, to]) => treeHash(leaves.slice(from, to)))
        const bent = [...proof]
        const place = at % proof.length
        if (how === 'drop') bent.splice(place, 1)
        if (how === 'change') bent[place] = leaf(1000)
        if (how === 'add') bent.splice(place, 0, leaf(1000))
        if (how === 'swap') [bent[0], bent[place]] = [bent[place]!, bent[0]!]
        pre(bent.join() !== proof.join())
        const older = { size: first, root: treeHash(leaves.slice(0, first)) }
        expect(isConsistent(older, { size: 40, root: treeHash(leaves) }, bent)).toBe(false)
      },
    ),
  )
})
