import { expect, it } from 'vitest'
import { decide, decideMany, snapshotFrom, VERDICTS } from '../../src/core/index.ts'
import { NONE } from '../../src/core/snapshot/byte-names.ts'
import { rngFrom } from '../reference/random.ts'
import { questions, world } from '../reference/worlds.ts'

const WORLDS = 60
const SEED = 20_262

it('answers every question of a list as a single decision would, in random worlds', () => {
  const codes = new Map<string, number>()
  for (let index = 0; index < WORLDS; index++) {
    const state = world(SEED, index)
    const snapshot = snapshotFrom(state)
    const asked = questions(state, rngFrom(~SEED, index), 12)
    const principals = [...asked.map(({ principal }) => principal), 'usr_nobody']
    const permissions = [...asked.map(({ permission }) => permission), 'no.such']
    const scopes = [...asked.map(({ scope }) => scope), 'nowhere']
    const triples = principals.flatMap((who) =>
      permissions.flatMap((what) => scopes.map((where) => [who, what, where] as const)),
    )
    const lists = {
      people: Int32Array.from(triples, ([who]) => snapshot.members.numberOf(who) ?? NONE),
      bits: Int32Array.from(triples, ([, what]) => snapshot.vocabulary.bitOf(what) ?? NONE),
      places: Int32Array.from(triples, ([, , where]) => snapshot.scopes.find(where) ?? NONE),
      principal: (at: number) => triples[at]![0],
      permission: (at: number) => triples[at]![1],
    }
    for (const now of new Set(asked.slice(0, 3).map((question) => question.now))) {
      const verdicts = Array.from(decideMany(snapshot, lists, now), (number) => VERDICTS[number]!)
      const single = triples.map(([who, what, where]) => decide(snapshot, who, what, where, now))
      expect(verdicts.map(({ code }) => code)).toEqual(single.map(({ code }) => code))
      expect(verdicts.every(({ allowed }, at) => allowed === single[at]!.allowed)).toBe(true)
      for (const { code } of single) codes.set(code, (codes.get(code) ?? 0) + 1)
    }
  }
  const seen = [...codes].filter(([, times]) => times > 20).map(([code]) => code)
  expect(seen).toEqual(
    expect.arrayContaining([
      'ALLOWED',
      'NOT_A_MEMBER',
      'BLOCKED',
      'UNKNOWN_PERMISSION',
      'UNKNOWN_SCOPE',
      'PROJECT_ARCHIVED',
      'KEY_NOT_IN_ROLE',
      'ASSIGNED_ELSEWHERE',
      'NO_ASSIGNMENT',
    ]),
  )
})
