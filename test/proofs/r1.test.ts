/** R1 in short: 20,000 worlds on the real engine, hand-made answers, and mutants that the proof must find. */
import { describe, expect, it } from 'vitest'
import { SCENARIOS } from '../reference/scenarios.ts'
import { T } from '../reference/tiny.ts'
import { MUTANTS } from './mutants.ts'
import { prove } from './proof.ts'
import { R1 } from './r1.ts'
import { realEngine } from './real-engine.ts'
import { shrink } from './shrink.ts'

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

  it(`AZ-20 agrees with the reference model in ${WORLDS.toLocaleString('en')} worlds`, {
    timeout: 120_000,
  }, () => {
    const outcome = prove(R1, realEngine, SEED, 0, WORLDS)
    expect(outcome.failure).toBeUndefined()
    expect(outcome.counts['decisions']).toBe(WORLDS * 12)
  })
})

describe('the proof', () => {
  it.each(Object.entries(MUTANTS))('finds an engine in which %s', (_, wrap) => {
    expect(prove(R1, wrap(realEngine), SEED, 0, 3000).failure).toBeDefined()
  })

  it('makes the failing world small', () => {
    const wrong = MUTANTS['groups do not count']?.(realEngine) ?? realEngine
    const { failure } = prove(R1, wrong, SEED, 0, 3000)
    if (failure === undefined) throw new Error('nothing to make smaller')
    const small = shrink(failure.state, (state) => R1.stillFails(wrong, state, failure))
    expect(small.seats).toHaveLength(1)
    expect(small.assignments.length).toBeLessThanOrEqual(2)
    expect(small.members.length).toBeLessThanOrEqual(2)
  })
})
