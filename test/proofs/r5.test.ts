/** R5 in short: reverse queries, impact and guards of the real engine against brute force. */
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/core/catalogue/events.ts'
import { history } from '../../src/core/index.ts'
import { rngFrom } from '../reference/random.ts'
import type { ImpactEntry } from '../reference/reference-impact.ts'
import { given, person, role, T, tiny } from '../reference/tiny.ts'
import type { Judged } from './engine.ts'
import { prove } from './proof.ts'
import { R5_CHANGES } from './r5-changes.ts'
import { R5_EXPECTATIONS } from './r5-expectations.ts'
import { R5_HISTORIES } from './r5-histories.ts'
import { type Era, type Historian, historyFault } from './r5-past.ts'
import { R5_QUERIES } from './r5-queries.ts'
import { randomHistory } from './random-history.ts'
import { realEngine } from './real-engine.ts'

const SEED = 20_260_705

describe('the reverse queries', () => {
  it('say what asking about everyone and everything says', { timeout: 300_000 }, () => {
    const { failure, counts } = prove(R5_QUERIES, realEngine, SEED, 0, 2000)
    expect(failure).toBeUndefined()
    expect(counts['queries']).toBe(2000 * 9)
  })
})

describe('changes', () => {
  it('have the impact and the verdict that brute force finds', { timeout: 300_000 }, () => {
    const { failure, counts } = prove(R5_CHANGES, realEngine, SEED, 0, 3000)
    expect(failure).toBeUndefined()
    expect(counts['with impact']).toBeGreaterThan(500)
  })

  it('need every key that comes back, at each scope where it comes back', () => {
    const narrowing = given('asg_4', 'usr_bob', 'rol_viewer', 'billing')
    const state = tiny({
      members: [person('usr_bob')],
      assignments: [
        given('asg_1', 'usr_alex', 'rol_admin', 'billing'),
        given('asg_2', 'usr_alex', 'rol_viewer', 'billing/production'),
        given('asg_3', 'usr_bob', 'rol_readonly', 'organization'),
        narrowing,
      ],
    })
    const events: Event[] = [{ type: 'assignment.deleted', data: { assignment: narrowing } }]
    const { code, missing } = realEngine.judge(realEngine.snapshotFrom(state), events, T, 'usr_alex')
    expect(code).toBe('ESCALATION')
    expect(missing?.map((m) => m.scope)).toEqual(Array.from({ length: 6 }, () => 'billing/production'))
  })

  it('state one difference once, also where another scope has come to decide meanwhile', () => {
    const [broad, narrow] = [
      given('asg_1', 'usr_alex', 'rol_logs', 'organization'),
      given('asg_2', 'usr_alex', 'rol_logs', 'billing', { notBefore: T + 10 }),
    ]
    const state = tiny({ roles: [role('rol_logs', 'deployment.logs.read')], assignments: [broad, narrow] })
    const events: Event[] = [
      { type: 'assignment.deleted', data: { assignment: broad } },
      { type: 'assignment.deleted', data: { assignment: narrow } },
      {
        type: 'assignment.created',
        data: { assignment: given('asg_3', 'usr_alex', 'rol_viewer', 'billing') },
      },
    ]
    const { impact } = realEngine.judge(realEngine.snapshotFrom(state), events, T)
    expect(impact?.filter((entry) => entry.scope === 'prj_b')).toEqual([
      {
        principal: 'usr_alex',
        scope: 'prj_b',
        gained: ['app.route.access', 'project.read'],
        lost: ['deployment.logs.read'],
      },
    ])
  })
})

describe('random histories of real commands', () => {
  it('judge, answer, replay and remember as brute force does', { timeout: 600_000 }, () => {
    const { failure, counts } = prove(R5_HISTORIES, realEngine, SEED, 0, 500)
    expect(failure?.because).toBeUndefined()
    expect(counts['changes']).toBeGreaterThan(4000)
    expect(counts['refusals']).toBeGreaterThan(4000)
    expect(counts['as of a time']).toBeGreaterThan(50_000)
    expect(counts['histories of an answer']).toBe(2000)
    expect(counts['flips']).toBeGreaterThan(250)
  })

  it.each<[string, (flips: ReturnType<Historian>) => ReturnType<Historian>]>([
    ['leaves the last flip out', (flips) => flips.slice(0, -1)],
    ['tells a flip twice', (flips) => [...flips, ...flips.slice(-1)]],
    [
      'tells a flip a moment late',
      (flips) => flips.map((flip) => Object.assign({ ...flip }, { at: flip.at + 1 })),
    ],
    ['says that dates did it', (flips) => flips.map(({ at, from, to }) => ({ at, from, to }))],
  ])('find a history that %s', (_, bend) => {
    const wrong: Historian = (...asked) => bend(history(...asked))
    const faults = Array.from({ length: 20 }, (__, index) => {
      const rng = rngFrom(SEED, index)
      const eras: Era[] = []
      for (const { at, before, events, house } of randomHistory(rng, 24)) {
        if (eras.length === 0) eras.push({ at, state: before })
        const change = { at, events, revision: house.snapshot.revision }
        if (events.length > 0) eras.push({ at, state: house.state, change })
      }
      return historyFault(eras, rng, 20, wrong).because
    })
    expect(faults.filter(Boolean)).not.toEqual([])
  })
})

describe('expectations', () => {
  it('are broken exactly where brute force finds them broken', { timeout: 300_000 }, () => {
    const { failure, counts } = prove(R5_EXPECTATIONS, realEngine, SEED, 0, 3000)
    expect(failure).toBeUndefined()
    expect(counts['broken']).toBeGreaterThan(200)
  })
})

function undated({ principal, scope, gained, lost }: ImpactEntry): ImpactEntry {
  return { principal, scope, gained, lost }
}

/** Engines that judge changes wrongly in one way. */
const WRONG: Readonly<Record<string, (judged: Judged) => Judged>> = {
  'one impact entry is forgotten': (j) => (j.impact === undefined ? j : { ...j, impact: j.impact.slice(1) }),
  'impact has no dates': (j) => (j.impact === undefined ? j : { ...j, impact: j.impact.map(undated) }),
  'one missing key is forgotten': (j) =>
    j.missing === undefined ? j : { ...j, missing: j.missing.slice(1) },
  'the last admin may go': (j) => (j.code === 'LAST_ADMIN' ? {} : j),
  'narrowing is silent': (j) => (j.code === 'WOULD_NARROW' ? {} : j),
  'widening is silent': (j) => (j.code === 'WOULD_WIDEN' ? {} : j),
}

describe('the proof', () => {
  it.each(Object.entries(WRONG))('finds an engine with which %s', (_, wrong) => {
    const engine: typeof realEngine = {
      ...realEngine,
      judge: (...change) => wrong(realEngine.judge(...change)),
    }
    expect(prove(R5_CHANGES, engine, SEED, 0, 3000).failure).toBeDefined()
  })
})
