/** R4 in short: every remedy works, none is too large, none is missed, the order holds, and the named people can. */
import { describe, expect, it } from 'vitest'
import type { findRemedies, Remedy } from '../../src/core/index.ts'
import { prove } from './proof.ts'
import { R4, REAL, type Remedies, remedyProof } from './r4.ts'
import { realEngine } from './real-engine.ts'

const SEED = 20_261_121

describe('remedies', () => {
  it('work, are minimal, harm nobody beyond what they say, and none of one edit is missed', {
    timeout: 120_000,
  }, () => {
    const { failure, counts } = prove(R4, realEngine, SEED, 0, 150)
    expect(failure).toBeUndefined()
    expect(counts['remedies']).toBeGreaterThan(400)
  })
})

/** Changes what is found. */
function finding(change: (remedies: readonly Remedy[], question: Question) => readonly Remedy[]): Remedies {
  const find: typeof findRemedies = (question, most) => {
    const found = REAL.find(question, most)
    return { ...found, remedies: change(found.remedies, question) }
  }
  return { ...REAL, find }
}

type Question = Parameters<typeof findRemedies>[0]

/** Remedies that are wrong in one way. */
const WRONG: Readonly<Record<string, Remedies>> = {
  'the worst comes first': finding((remedies) => remedies.toReversed()),
  'one is missed': finding((remedies) => remedies.slice(0, -1)),
  'something needless is done as well': finding((remedies, { principal }) =>
    remedies.map((remedy) =>
      Object.assign({}, remedy, {
        edits: [{ operation: 'setBetaAccess', principal } as const, ...remedy.edits],
      }),
    ),
  ),
  'what does not help is named': finding((remedies, { principal }) =>
    remedies.map((remedy) =>
      Object.assign({}, remedy, { edits: [{ operation: 'unblockUser', principal } as const] }),
    ),
  ),
  'somebody’s loss or gain is not told': finding((remedies) =>
    remedies.map((remedy) =>
      Object.assign({}, remedy, {
        impact: { ...remedy.impact, entries: remedy.impact.entries.slice(1) },
      }),
    ),
  ),
  'nobody is named': { ...REAL, performers: () => () => ({ people: [], more: false }) },
  'everybody who may ask for it is named': {
    ...REAL,
    performers: (...all) => {
      const named = REAL.performers(...all)
      return ({ edits }) => named({ edits, takes: () => [] })
    },
  },
}

describe('the proof', () => {
  it.each(Object.entries(WRONG))('finds remedies of which %s', { timeout: 60_000 }, (_, wrong) => {
    expect(prove(remedyProof(wrong), realEngine, SEED, 0, 300).failure).toBeDefined()
  })
})
