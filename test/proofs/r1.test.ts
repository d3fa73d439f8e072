/** R1 in short: 20,000 worlds on the real engine, hand-made answers, and mutants that the proof must find. */
import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../reference/scenarios.ts'
import { T } from '../reference/tiny.ts'
import { referenceEngine } from './engine.ts'
import { MUTANTS } from './mutants.ts'
import { prove } from './proof.ts'
import { R1 } from './r1.ts'
import { realEngine } from './real-engine.ts'

const WORLDS = 20_000
const SEED = 20_260_701

describe('the engine', () => {
  it.each(SCENARIOS)('answers $answer: $name', ({ state, ask, answer }) => {
    const [permission, scope, principal = 'usr_alex', now = T] = ask
    const { code, allowed } = realEngine.decide(
      realEngine.snapshotFrom(state),
      principal,
      permission,
      scope,
      now,
    )
    expect({ code, allowed }).toEqual({ code: answer, allowed: answer === 'ALLOWED' })
  })

  it(`agrees with the reference model in ${WORLDS.toLocaleString('en')} worlds`, { timeout: 120_000 }, () => {
    const outcome = prove(R1, realEngine, SEED, 0, WORLDS)
    expect(outcome.failure).toBeUndefined()
    expect(outcome.counts['decisions']).toBe(WORLDS * 12)
  })
})

describe('the proof', () => {
  it('finds nothing wrong with the reference model itself', () => {
    expect(prove(R1, referenceEngine, SEED, 0, 200).failure).toBeUndefined()
  })

  it.each(Object.entries(MUTANTS))('finds an engine in which %s', (_, wrap) => {
    expect(prove(R1, wrap(realEngine), SEED, 0, 3000).failure).toBeDefined()
  })
})
