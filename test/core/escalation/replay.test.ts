/** What a bundle takes along is enough, on random organizations: the same verdict, code, checks and decision come out. */
import { describe, expect, it } from 'vitest'
import {
  certify,
  type Goal,
  type OrganizationState,
  pseudonymsFor,
  type Replayable,
  renamed,
  replay,
  sliceFor,
  snapshotFrom,
} from '../../../src/core/index.ts'
import { rngFrom } from '../../reference/random.ts'
import { questions, world } from '../../reference/worlds.ts'
import { diagnosed } from '../diagnosis/asking.ts'
import { sha256 } from '../support/house.ts'

const WORLDS = 200
const QUESTIONS = 4
const SEED = 20_261_121

type Trial = Replayable & { readonly whole: OrganizationState; readonly said: unknown }

function outcomeOf({ id, status, code }: { id: string; status: string; code?: string }) {
  return code === undefined ? { id, status } : { id, status, code }
}

function* trials(): IterableIterator<Trial> {
  for (let index = 0; index < WORLDS; index++) {
    const whole = world(SEED, index)
    const snapshot = snapshotFrom(whole)
    for (const { principal, permission, scope, now } of questions(
      whole,
      rngFrom(SEED + 1, index),
      QUESTIONS,
    )) {
      if (snapshot.vocabulary.bitOf(permission) === undefined) continue
      const place = snapshot.scopes.find(scope)
      const shown = place === undefined ? scope : snapshot.scopes.at(place).path
      const goal: Goal = { kind: 'permission', permission, scope, shown }
      const { verdict, code, checks } = diagnosed(snapshot, principal, { goal, now })
      yield {
        whole,
        now,
        principal,
        called: `${principal}@example.com`,
        goal,
        facts: {
          email: `${principal}@example.com`,
          tenants: [],
          mail: true,
          signInUrl: 'https://access.test/sign-in',
          signIn: { sessions: [], refused: [] },
        },
        state: sliceFor(snapshot, principal, scope),
        said: {
          verdict,
          code,
          checks: checks.map((check) => outcomeOf(check)),
        },
      }
    }
  }
}

describe('the slice that a bundle takes along', () => {
  it('comes out the same, decision and all, through JSON', { timeout: 60_000 }, () => {
    const codes = new Set<string>()
    for (const { whole, said, ...trial } of trials()) {
      const carried = JSON.parse(JSON.stringify(trial)) as Replayable
      expect(replay(carried, sha256)).toEqual(said)
      const { permission, scope } = trial.goal as Extract<Goal, { kind: 'permission' }>
      const asked = [trial.principal, permission, scope, trial.now] as const
      expect(certify(snapshotFrom(carried.state), ...asked)).toEqual(certify(snapshotFrom(whole), ...asked))
      codes.add((said as { code: string }).code)
    }
    expect(codes.size).toBeGreaterThan(6)
  })

  it('has nobody else in it, nor what was written about things', () => {
    for (const { principal, state } of trials()) {
      expect(state.members.every(({ id }) => id === principal)).toBe(true)
      expect(state.seats.every((seat) => seat.principal === principal)).toBe(true)
      const inTheirs = new Set(state.groups.map(({ id }) => id))
      for (const { subject } of state.assignments)
        expect(subject.type === 'user' ? subject.id === principal : inTheirs.has(subject.id)).toBe(true)
      expect([...state.groups, ...state.roles].every(({ description }) => description === '')).toBe(true)
      expect(state.assignments.every((one) => !('reason' in one))).toBe(true)
    }
  })

  it('without one of its facts another one comes out for some: nothing in it is there for nothing', () => {
    const missed = { assignments: 0, members: 0, seats: 0, enabledFeatures: 0 }
    for (const { said, whole: _, ...trial } of trials()) {
      for (const table of Object.keys(missed) as (keyof typeof missed)[]) {
        if (trial.state[table].length === 0) continue
        const less = { ...trial, state: { ...trial.state, [table]: [] } }
        if (JSON.stringify(replay(less, sha256)) !== JSON.stringify(said)) missed[table]++
      }
    }
    for (const [table, count] of Object.entries(missed)) expect(count, table).toBeGreaterThan(0)
  })

  it('comes out the same under pseudonyms, and has none of the names in it', { timeout: 60_000 }, () => {
    let gone = 0
    for (const { said, whole: _, ...trial } of trials()) {
      const names = pseudonymsFor([trial.state], trial.called, [])
      const stays = (text: string, key: string): boolean =>
        ['id', 'kind', 'status', 'state', 'type', 'tier', 'permission', 'permissions', 'source'].includes(
          key,
        ) || text.endsWith('_')
      const other = renamed(trial as Replayable, names, stays)
      expect(replay(other, sha256)).toEqual(said)
      const text = JSON.stringify([other.state.projects, other.state.environments, other.state.roles])
      for (const { name } of [...trial.state.projects, ...trial.state.environments]) {
        expect(text).not.toContain(`"name":"${name}"`)
        gone++
      }
      expect(JSON.stringify(other)).not.toContain(trial.called)
    }
    expect(gone).toBeGreaterThan(200)
  })
})
