/** Names found by their bytes are the names found by their text, whatever was added, removed and settled before. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NONE } from '../../src/core/snapshot/byte-names.ts'
import { NameTable } from '../../src/core/snapshot/name-table.ts'
import { hashOf } from '../../src/core/snapshot/text-hash.ts'

/** As they lie in a request: among other bytes, anywhere. */
function found(names: NameTable, name: string): number | undefined {
  const bytes = new TextEncoder().encode(`"x"${name}"}`)
  const view = new DataView(bytes.buffer)
  const end = bytes.length - 2
  const numbers = new Int32Array(1)
  names.find({ view, spans: Int32Array.of(3, end, hashOf(view, 3, end)) }, numbers)
  const [number] = numbers
  return number === NONE ? undefined : number
}

const ascii = fc.oneof(
  fc.stringMatching(/^[a-z0-9_/-]{1,12}$/),
  // Short ones of few letters: they are met again, and begin alike.
  fc.stringMatching(/^[ab]{0,5}$/),
)
const step = fc.record({ name: ascii, number: fc.option(fc.nat(5000), { nil: undefined }) })
/** What one change does; dropped changes were only looked at. */
const change = fc.record({ steps: fc.array(step, { maxLength: 40 }), dropped: fc.boolean() })

describe('the table of names', () => {
  it('are found by their bytes as by their text, through any changes', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), fc.array(ascii), (changes, others) => {
        const known = new Map<string, number>()
        let names = new NameTable()
        for (const { steps, dropped } of changes) {
          const fork = names.fork()
          for (const { name, number } of steps) {
            if (number === undefined) fork.delete(name)
            else fork.set(name, number)
          }
          if (!dropped) {
            fork.settle()
            names = fork
            for (const { name, number } of steps) {
              if (number === undefined) known.delete(name)
              else known.set(name, number)
            }
          }
          for (const name of [...others, ...steps.map((one) => one.name)]) {
            expect(found(names, name)).toBe(known.get(name))
            expect(names.get(name)).toBe(known.get(name))
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('are many, come and go, and each keeps its number', () => {
    const names = new NameTable()
    for (let at = 0; at < 3000; at++) names.set(`usr_${at}`, at)
    names.settle()
    expect(found(names, 'usr_0')).toBe(0)
    for (let round = 1; round <= 5; round++) {
      const fork = names.fork()
      for (let at = 0; at < 3000; at += round) fork.delete(`usr_${at}`)
      for (let at = 0; at < 3000; at += 2) fork.set(`usr_${at}`, at + round)
      fork.settle()
      for (let at = 0; at < 3000; at++) expect(found(fork, `usr_${at}`)).toBe(fork.get(`usr_${at}`))
    }
  })

  it('of a fork with changes of its own are left to be looked up by text, as are those of more than ASCII', () => {
    const names = new NameTable()
    names.set('ana', 1)
    names.set('zoë', 2)
    names.settle()
    expect([found(names, 'ana'), found(names, 'zoë'), names.get('zoë')]).toEqual([1, undefined, 2])
    const fork = names.fork()
    fork.set('bea', 3)
    expect([found(fork, 'ana'), found(fork, 'bea'), found(names, 'bea')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    fork.settle()
    expect([found(fork, 'ana'), found(fork, 'bea')]).toEqual([1, 3])
  })
})
