import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bag } from '../../src/core/snapshot/bag.ts'
import { OverlayMap } from '../../src/core/snapshot/overlay-map.ts'
import { NumberPages, Pages } from '../../src/core/snapshot/pages.ts'
import { PermissionSets } from '../../src/core/snapshot/permission-sets.ts'
import { Table } from '../../src/core/snapshot/table.ts'

/** What is done to a collection; `fork` goes on with a fork, and half of the forks are dropped again. */
const edits = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('set' as const), key: fc.nat(40) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), key: fc.nat(40) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), key: fc.constant(0) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), key: fc.constant(0) }) },
  ),
  { maxLength: 120 },
)

type Row = { readonly id: string; readonly value: number }

describe('collections that fork', () => {
  it('a table behaves as a plain map, whatever is settled or dropped', () => {
    fc.assert(
      fc.property(edits, (steps) => {
        let settled = new Table<Row>()
        let settledModel = new Map<string, number>()
        let [fork, model] = [settled.fork(), new Map(settledModel)]
        steps.forEach((step, value) => {
          const id = `row_${step.key}`
          if (step.do === 'set') {
            fork.set({ id, value })
            model.set(id, value)
          } else if (step.do === 'delete') {
            fork.delete(id)
            model.delete(id)
          } else if (step.do === 'settle') {
            fork.settle()
            ;[settled, settledModel] = [fork, model]
            ;[fork, model] = [settled.fork(), new Map(settledModel)]
          } else [fork, model] = [settled.fork(), new Map(settledModel)]
          expect(contents(fork)).toEqual(inOrder(model))
          expect(contents(settled)).toEqual(inOrder(settledModel))
          const numbers = [...fork.values()].map((row) => fork.numberOf(row.id))
          expect(new Set(numbers).size).toBe(model.size)
          for (const number of numbers) expect(number).toBeLessThan(100)
        })
      }),
      { numRuns: 300 },
    )
  })

  it('a fork of a map does not show in its parent until it is settled', () => {
    const parent = new OverlayMap<number>()
    parent.set('a', 1)
    parent.settle()
    const fork = parent.fork()
    fork.set('b', 2)
    fork.delete('a')
    expect([parent.get('a'), parent.get('b')]).toEqual([1, undefined])
    expect([fork.get('a'), fork.get('b')]).toEqual([undefined, 2])
    expect([...fork.entries()]).toEqual([['b', 2]])
    fork.settle()
    expect([...fork.fork().entries()]).toEqual([['b', 2]])
    expect(() => {
      fork.set('c', 3)
      fork.fork()
    }).toThrow('only a settled map can be forked')
  })

  it('pages are shared until one side writes', () => {
    const parent = new Pages<string>()
    parent.set(0, 'a')
    parent.set(700, 'b')
    const fork = parent.fork()
    fork.set(700, 'c')
    fork.set(1, 'd')
    expect([...parent.entries()]).toEqual([
      [0, 'a'],
      [700, 'b'],
    ])
    expect([...fork.values()]).toEqual(['a', 'd', 'c'])
    const numbers = new NumberPages((size) => new Int32Array(size))
    numbers.set(300, 7)
    const other = numbers.fork()
    other.set(300, 8)
    expect([numbers.get(300), other.get(300), numbers.get(1)]).toEqual([7, 8, 0])
  })

  it('a bag holds what was added and not removed, at any size', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.nat(30)), { maxLength: 80 }),
        fc.nat(1200),
        (steps, size) => {
          const bag = new Bag()
          const model: number[] = []
          for (let value = 0; value < size; value++) {
            bag.add(value)
            model.push(value)
          }
          const fork = bag.fork()
          for (const [add, value] of steps) {
            if (add) {
              fork.add(value)
              model.push(value)
            } else {
              fork.remove(value)
              const at = model.indexOf(value)
              if (at >= 0) model.splice(at, 1)
            }
          }
          expect(ascending(fork)).toEqual(ascending(model))
          expect([...bag]).toEqual(Array.from({ length: size }, (_, at) => at))
        },
      ),
      { numRuns: 100 },
    )
  })
})

describe('permission sets', () => {
  const bits = fc.uniqueArray(fc.nat(69), { maxLength: 20 })

  it('are the sets of their bits, and equal sets have one number', () => {
    const sets = new PermissionSets(70)
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        const [left, right] = [sets.of(a), sets.of(b)]
        expect(sets.bits(left)).toEqual(ascending(a))
        expect(sets.of(a.toReversed())).toBe(left)
        expect(sets.bits(sets.union(left, right))).toEqual(ascending(new Set(a).union(new Set(b))))
        expect(sets.bits(sets.difference(left, right))).toEqual(ascending(new Set(a).difference(new Set(b))))
        expect(sets.includes(left, right)).toBe(new Set(b).isSubsetOf(new Set(a)))
      }),
    )
    expect(sets.of([])).toBe(0)
  })
})

function contents(table: Table<Row>): Map<string, number> {
  return inOrder(new Map(Array.from(table.values(), (row) => [row.id, row.value])))
}

function inOrder(map: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...map].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function ascending(list: Iterable<number>): number[] {
  return [...list].toSorted((a, b) => a - b)
}
