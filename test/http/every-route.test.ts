import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONSOLE_PAGES } from '../../src/contract/console-pages.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { problem } from '../../src/contract/shapes/answer.ts'
import { evaluationFailure } from '../../src/contract/shapes/ofrep.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { madeUpConsole } from '../support/made-up-console.ts'
import { type Door, openDoor } from './door-stub.ts'

const operations = Object.values(OPERATIONS) as unknown as Operation[]
const PAGES = Object.values(CONSOLE_PAGES).map(({ path }) => path.replaceAll(/\{\w+\}/g, 'acme'))
const PATHS = [...PAGES, '/activate?token=x', '/openapi.json', '/healthz', '/readyz']

let door: Door
beforeAll(async () => {
  door = await openDoor({}, { console: madeUpConsole })
})
afterAll(async () => {
  await door[Symbol.asyncDispose]()
})

function pathOf({ path }: Operation): string {
  return path.replaceAll(/\{\w+\}/g, 'acme')
}

/** Headers that every answer has to carry. */
function expectSafe({ headers }: Response): void {
  expect(headers.get('cache-control')).toBe('no-store')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin')
  const policy = headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toMatch(/unsafe|\*/)
  for (const telling of ['server', 'x-powered-by', 'access-control-allow-origin'])
    expect(headers.get(telling)).toBeNull()
}

describe.each(
  operations.filter(({ access }) => !('public' in access)).map((one) => [one.name, one] as const),
)('%s', (_name, operation) => {
  const body = operation.body === undefined ? {} : { body: {} }

  it('answers 401 without a credential, before it reads anything', async () => {
    const answer = await door.ask(pathOf(operation), { method: operation.method, anonymous: true, ...body })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(problem.parse(await answer.json())).toMatchObject({
      code: 'UNAUTHENTICATED',
      next: expect.stringContaining('login') as unknown,
    })
    expectSafe(answer)
  })

  it('answers something else with one', async () => {
    const answer = await door.ask(pathOf(operation), { method: operation.method, ...body })
    expect([400, 500]).toContain(answer.status)
    const refusal = operation.protocol === 'ofrep' && answer.status === 400 ? evaluationFailure : problem
    refusal.strict().parse(await answer.json())
    expectSafe(answer)
  })

  it('refuses a query that its contract does not name', async () => {
    const answer = await door.ask(`${pathOf(operation)}?surprise=1`, { method: operation.method, ...body })
    expect(answer.status).toBe(400)
    if (operation.protocol === 'ofrep') return void evaluationFailure.strict().parse(await answer.json())
    const { errors } = problem.parse(await answer.json())
    expect(errors).toContainEqual({ pointer: '/query/surprise', detail: 'unknown field' })
  })
})

describe('outside the table', () => {
  it.each(PATHS)('%s needs no credential, and is no less guarded', async (path) => {
    const answer = await door.ask(path, { anonymous: true })
    expect(answer.status).toBe(200)
    expectSafe(answer)
  })

  it.each([
    '/nowhere',
    '/v1',
    '/v1/organizations',
    '/v1/account/',
    '/V1/account',
    '/.git/config',
    '/metrics',
    '/debug',
    '/console.js.map',
  ])('%s is not there', async (path) => {
    const answer = await door.ask(path)
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(problem.parse(await answer.json()).code).toBe('NOT_FOUND')
    expectSafe(answer)
  })

  it('has no route by another method than its own', async () => {
    for (const method of ['PATCH', 'PUT', 'OPTIONS', 'DELETE']) {
      expect((await door.ask('/v1/account', { method })).status).toBe(404)
    }
  })
})
