/** AuthZEN certification scenario, Batch Core (section 3), and the other semantics, against a running server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, alice, asking, bob, read, record1, record2, write } from './asking.ts'
import { certificationFixture, type Fixture } from './fixture.ts'

let fixture: Fixture
let ask: Ask
beforeAll(async () => {
  fixture = await certificationFixture()
  ask = asking(fixture.house.url, fixture.token)
})
afterAll(() => fixture.house[Symbol.asyncDispose]())

/** Whole entities at the top are defaults. */
const READS = { subject: alice, action: read }
const BOB = { subject: bob, resource: record1 }
const semantic = (evaluations_semantic: string) => ({ options: { evaluations_semantic } })

describe('evaluations', () => {
  it.each<[string, object, boolean[]]>([
    [
      'C-3-2-1, for two resources',
      { ...READS, evaluations: [{ resource: record1 }, { resource: record2 }] },
      [true, false],
    ],
    [
      'C-3-2-2, for two actions, in their order',
      { ...BOB, evaluations: [{ action: read }, { action: write }] },
      [true, false],
    ],
    [
      'C-3-2-5, without defaults',
      {
        evaluations: [
          { ...READS, resource: record1 },
          { ...BOB, action: write },
        ],
      },
      [true, false],
    ],
    [
      'C-3-2-6, with a context that one of them replaces',
      {
        ...READS,
        context: { time: 'noon' },
        evaluations: [{ resource: record1 }, { resource: record1, context: { time: 'night' } }],
      },
      [true, true],
    ],
    ['with defaults for everything', { ...BOB, action: read, evaluations: [{}, {}] }, [true, true]],
    [
      'C-3-4-1, one without a resource is denied alone',
      { ...READS, ...semantic('execute_all'), evaluations: [{ resource: record1 }, {}] },
      [true, false],
    ],
    [
      'one with an entity that cannot be read is denied alone, whatever the default',
      {
        ...READS,
        resource: record1,
        evaluations: [{ subject: 'alice' }, { resource: { type: 'record' } }, {}],
      },
      [false, false, true],
    ],
    [
      'deny_on_first_deny ends with the first denial',
      {
        ...BOB,
        ...semantic('deny_on_first_deny'),
        evaluations: [{ action: read }, { action: write }, { action: read }],
      },
      [true, false],
    ],
    [
      'deny_on_first_deny ends with the first failure',
      { ...BOB, ...semantic('deny_on_first_deny'), evaluations: [{ action: read }, {}, { action: read }] },
      [true, false],
    ],
    [
      'permit_on_first_permit ends with the first grant',
      {
        ...BOB,
        ...semantic('permit_on_first_permit'),
        evaluations: [{ action: write }, { action: read }, { action: read }],
      },
      [false, true],
    ],
  ])('%s', async (_, body, decisions) => {
    const answer = await ask('evaluations', body)
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('decision')
    expect(answer.body.evaluations!.map(({ decision }) => decision)).toEqual(decisions)
  })

  it('say what was wrong with the one that failed', async () => {
    const { body } = await ask('evaluations', { ...READS, evaluations: [{}] })
    expect(body.evaluations![0]!.context).toMatchObject({ code: 'INVALID', error: { status: 400 } })
  })

  it.each([
    ['C-3-4-2, without a list', { ...READS, resource: record1 }, true],
    ['C-3-4-3, with an empty list', { ...READS, resource: record1, evaluations: [] }, true],
    ['with an empty list, a denial', { ...BOB, action: write, evaluations: [] }, false],
  ])('%s are one evaluation', async (_, body, decision) => {
    const answer = await ask('evaluations', body)
    expect([answer.status, answer.body.decision]).toEqual([200, decision])
    expect(answer.body).not.toHaveProperty('evaluations')
  })

  it.each([
    ['without a list and without a resource', READS],
    ['with an empty list and without a subject', { action: read, resource: record1, evaluations: [] }],
    [
      'with a default that is no entity',
      { ...READS, subject: 'alice', evaluations: [{ ...BOB, action: read }] },
    ],
    [
      'with a semantic that nobody knows',
      { ...READS, ...semantic('guess'), evaluations: [{ resource: record1 }] },
    ],
    ['with a list that is none', { ...READS, resource: record1, evaluations: {} }],
    [
      'that are 1,001',
      { ...READS, evaluations: Array.from({ length: 1001 }, () => ({ resource: record1 })) },
    ],
  ])('%s are answered 400', async (_, body) => {
    expect((await ask('evaluations', body)).status).toBe(400)
  })
})
