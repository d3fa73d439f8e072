/** AuthZEN certification scenario, Search Core (section 4) and Discovery (section 6), against a running server. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ask, alice, asking, read, record1, write } from './asking.ts'
import { certificationFixture, type Fixture } from './fixture.ts'

let fixture: Fixture
let ask: Ask
beforeAll(async () => {
  fixture = await certificationFixture()
  ask = asking(fixture.house.url, fixture.token)
})
afterAll(() => fixture.house[Symbol.asyncDispose]())

const users = { subject: { type: 'user' }, action: read, resource: record1 }
const records = { subject: alice, action: read, resource: { type: 'record' } }
const actions = { subject: alice, resource: record1 }
const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' }
const WHO = ['alice', 'bob', 'root'].map((id) => ({ type: 'user', id }))
const WHICH = [record1]
const WHAT = [{ name: 'read' }, { name: 'write' }]

describe('a search', () => {
  it.each<[string, string, object, object[]]>([
    ['C-4-2-1, plain', 'subject', users, WHO],
    ['C-4-2-2, with a context', 'subject', { ...users, context }, WHO],
    ['C-4-2-3, with an id that is ignored', 'subject', { ...users, subject: alice }, WHO],
    ['of subjects that may write', 'subject', { ...users, action: write }, [WHO[0]!, WHO[2]!]],
    ['C-4-3-1, plain', 'resource', records, WHICH],
    ['C-4-3-2, with a context', 'resource', { ...records, context }, WHICH],
    [
      'C-4-3-3, with an id that is ignored',
      'resource',
      { ...records, resource: { type: 'record', id: 'x' } },
      WHICH,
    ],
    ['C-4-4-1, plain', 'action', actions, WHAT],
    ['C-4-4-2, with a context', 'action', { ...actions, context }, WHAT],
    [
      'C-4-6-1, of subjects for an unknown resource',
      'subject',
      { ...users, resource: { type: 'record', id: 'no' } },
      [],
    ],
    [
      'C-4-6-1, of resources for an unknown subject',
      'resource',
      { ...records, subject: { type: 'user', id: 'no' } },
      [],
    ],
    [
      'C-4-6-1, of actions for an unknown subject',
      'action',
      { ...actions, subject: { type: 'user', id: 'no' } },
      [],
    ],
    ['C-4-6-2, of subjects of an unknown type', 'subject', { ...users, subject: { type: 'spaceship' } }, []],
    [
      'C-4-6-2, of resources of an unknown type',
      'resource',
      { ...records, resource: { type: 'spaceship' } },
      [],
    ],
    [
      'C-4-6-2, of actions on an unknown type',
      'action',
      { ...actions, resource: { type: 'spaceship', id: 'x' } },
      [],
    ],
    [
      'of projects by a key',
      'resource',
      {
        subject: { type: 'user', id: 'root' },
        action: { name: 'project.archive' },
        resource: { type: 'project' },
      },
      ['record-1', 'record-2'].map((id) => ({ type: 'project', id })),
    ],
    [
      'of the organization',
      'resource',
      { ...records, action: { name: 'records.read' }, resource: { type: 'organization' } },
      [{ type: 'organization', id: 'records' }],
    ],
  ])('%s', async (_, path, body, results) => {
    const answer = await ask(`search/${path}`, body)
    expect(answer.status).toBe(200)
    expect(answer.body.results).toEqual(results)
    expect(answer.body.page).toEqual({ next_token: '', count: results.length, total: results.length })
  })

  it.each([
    ['C-4-7-1, of subjects without an action', 'subject', { ...users, action: undefined }],
    ['C-4-7-1, of resources without a subject', 'resource', { ...records, subject: undefined }],
    ['C-4-7-1, of actions without a resource', 'action', { subject: alice }],
    ['C-4-7-2, of subjects for a resource without id', 'subject', { ...users, resource: { type: 'record' } }],
    ['C-4-7-2, of resources for a subject without id', 'resource', { ...records, subject: { type: 'user' } }],
    ['C-4-7-2, of actions for a subject without id', 'action', { ...actions, subject: { type: 'user' } }],
  ])('%s is answered 400', async (_, path, body) => {
    expect((await ask(`search/${path}`, body)).status).toBe(400)
  })

  it('finds only what an evaluation grants', async () => {
    for (const subject of (await ask('search/subject', users)).body.results!)
      expect((await ask('evaluation', { ...users, subject })).body.decision).toBe(true)
    for (const resource of (await ask('search/resource', records)).body.results!)
      expect((await ask('evaluation', { ...records, resource })).body.decision).toBe(true)
    for (const action of (await ask('search/action', actions)).body.results!)
      expect((await ask('evaluation', { ...actions, action })).body.decision).toBe(true)
  })

  it('of an application’s own resources says that they are not known here', async () => {
    const { body } = await ask('search/resource', { ...records, resource: { type: 'note' } })
    expect(body.results).toEqual([])
    expect(JSON.stringify(body.context)).toContain('not known here')
  })
})

describe('pages', () => {
  it('follow one another to the end, where the token is empty (C-4-5)', async () => {
    const seen: unknown[] = []
    let page: object = { limit: 1 }
    for (let count = 0; count < 3; count++) {
      const { body } = await ask('search/subject', { ...users, page })
      seen.push(...body.results!)
      expect(body.page).toMatchObject({ count: 1, total: 3 })
      expect(body.page!.next_token === '').toBe(count === 2)
      page = { token: body.page!.next_token }
    }
    expect(seen).toEqual(WHO)
  })

  it('of no results say how many there would be, and where they begin', async () => {
    const { body } = await ask('search/subject', { ...users, page: { limit: 0 } })
    expect([body.results, body.page!.total]).toEqual([[], 3])
    const page = { token: body.page!.next_token, limit: 9 }
    expect((await ask('search/subject', { ...users, page })).body.results).toEqual(WHO)
  })

  it('do not continue another search', async () => {
    const { body } = await ask('search/subject', { ...users, page: { limit: 1 } })
    const page = { token: body.page!.next_token }
    for (const other of [
      { ...users, action: write, page },
      { ...users, page: { token: 'made.up' } },
    ])
      expect((await ask('search/subject', other)).status).toBe(400)
  })
})

describe('discovery', () => {
  it('names every endpoint under the public address, to anybody (C-6)', async () => {
    const { url } = fixture.house
    const answer = await fetch(`${url}/.well-known/authzen-configuration`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await answer.json()).toEqual({
      policy_decision_point: url,
      access_evaluation_endpoint: `${url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${url}/access/v1/evaluations`,
      search_subject_endpoint: `${url}/access/v1/search/subject`,
      search_resource_endpoint: `${url}/access/v1/search/resource`,
      search_action_endpoint: `${url}/access/v1/search/action`,
    })
  })
})
