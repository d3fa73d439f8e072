import { expect, it } from 'vitest'
import { decide, matrix, snapshotFrom } from '../../src/core/index.ts'
import { rngFrom } from '../reference/random.ts'
import { questions, world } from '../reference/worlds.ts'

const WORLDS = 400
const SEED = 20_261

it('answers every combination as a single decision would, in random worlds', () => {
  let cells = 0
  let allowed = 0
  for (let index = 0; index < WORLDS; index++) {
    const state = world(SEED, index)
    const snapshot = snapshotFrom(state)
    const asked = questions(state, rngFrom(~SEED, index), 12)
    const people = [...asked.map(({ principal }) => principal), ...state.members.map(({ id }) => id)]
    const scopes = asked.map(({ scope }) => scope)
    const keys = asked.map(({ permission }) => permission)
    for (const now of new Set(asked.slice(0, 4).map((question) => question.now))) {
      const answers = matrix(snapshot, people, scopes, keys, now)
      const single = people.map((person) =>
        scopes.map((scope) =>
          keys.map((key) => (decide(snapshot, person, key, scope, now).allowed ? '1' : '0')).join(''),
        ),
      )
      expect(answers).toEqual(single)
      cells += people.length * scopes.length * keys.length
      allowed += answers.flat().join('').replaceAll('0', '').length
    }
  }
  expect(cells).toBeGreaterThan(1_000_000)
  expect(allowed).toBeGreaterThan(cells / 20)
})

it('answers nobody, nowhere and nothing with zeros', () => {
  const snapshot = snapshotFrom(world(SEED, 1))
  expect(
    matrix(snapshot, ['usr_nobody'], ['nowhere', 'organization'], ['no.such', 'project.read'], 0),
  ).toEqual([['00', '00']])
})
