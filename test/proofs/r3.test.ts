/** R3 in short: certificates of the real engine are accepted, lies about them refused, and mutants found. */
import { describe, expect, it } from 'vitest'
import { MUTANTS } from './mutants.ts'
import { prove } from './proof.ts'
import { R3 } from './r3.ts'
import { realEngine } from './real-engine.ts'

const WORLDS = 5000
const SEED = 20_260_703

describe('the certificates of the engine', () => {
  it('AZ-20 are accepted, and every lie about them is refused', { timeout: 120_000 }, () => {
    const { failure, counts } = prove(R3, realEngine, SEED, 0, WORLDS)
    expect(failure).toBeUndefined()
    expect(counts['certificates']).toBe(WORLDS * 4)
    expect(counts['lies']).toBeGreaterThan(WORLDS * 8)
    expect(counts['forgeries']).toBeGreaterThan(1000)
  })
})

describe('the proof', () => {
  it.each(Object.entries(MUTANTS))('refuses the certificates of an engine in which %s', (_, wrap) => {
    expect(prove(R3, wrap(realEngine), SEED, 0, 3000).failure).toBeDefined()
  })
})
