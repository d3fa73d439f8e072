/** R4 in short: every remedy works, none is too large, none is missed, the order holds, and the named people can. */
import { describe, expect, it } from 'vitest'
import { prove } from './proof.ts'
import { R4 } from './r4.ts'
import { realEngine } from './real-engine.ts'

const SEED = 20_261_121

describe('remedies', () => {
  it('work, are minimal, harm nobody beyond what they say, and none of one edit is missed', {
    timeout: 60_000,
  }, () => {
    const { failure, counts } = prove(R4, realEngine, SEED, 0, 150)
    expect(failure).toBeUndefined()
    expect(counts['remedies']).toBeGreaterThan(500)
  })
})
