/** Addresses as they are typed and pasted into the form that brings people into a group. */
import { describe, expect, it } from 'vitest'
import { addressesIn, addressesProblem, MOST, withAddress } from '../../src/web/pages/groups/addresses.ts'

describe('addresses', () => {
  it.each([
    ['', []],
    ['  \n', []],
    ['kit@acme.test', ['kit@acme.test']],
    ['kit@acme.test, lou@acme.test;mel@acme.test\n\nnan@acme.test', ['kit', 'lou', 'mel', 'nan']],
    ['kit@acme.test KIT@acme.test', ['kit@acme.test']],
    ['<kit@acme.test>, "lou@acme.test"', ['kit', 'lou']],
  ] as const)('in %j are found, each once', (text, wanted) => {
    expect(addressesIn(text)).toEqual(wanted.map((one) => (one.includes('@') ? one : `${one}@acme.test`)))
  })

  it('are ticked and unticked, whatever else was typed', () => {
    expect(withAddress('', 'kit@acme.test', true)).toBe('kit@acme.test')
    expect(withAddress('kit@acme.test,lou@acme.test', 'mel@acme.test', true)).toBe(
      'kit@acme.test\nlou@acme.test\nmel@acme.test',
    )
    expect(withAddress('kit@acme.test LOU@acme.test', 'lou@acme.test', false)).toBe('kit@acme.test')
    expect(withAddress('kit@acme.test', 'KIT@acme.test', true)).toBe('KIT@acme.test')
  })

  it.each([
    [[], /at least one/],
    [['kit@acme.test', 'usr_01h'], undefined],
    [['kit@acme.test', 'Kit'], /“Kit” is no address/],
    [Array.from({ length: MOST }, (_, at) => `p${at}@acme.test`), undefined],
    [Array.from({ length: MOST + 1 }, (_, at) => `p${at}@acme.test`), /at most 500/],
  ] as const)('are judged before they are sent', (addresses, wanted) => {
    const problem = addressesProblem(addresses)
    if (wanted === undefined) expect(problem).toBeUndefined()
    else expect(problem).toMatch(wanted)
  })
})
