/** A list of checks may be read by hand or like every body: nobody can tell which, but for the time it took. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { House } from './house.ts'
import { openPeopledHouse, type Tokens } from './peopled-house.ts'
import { timeless } from './raw.ts'

const PATH = '/v1/organizations/acme/access/batch'
const PEOPLE = [
  'ana@acme.example',
  'Cy@acme.example',
  'cy@acme.example',
  'bea@acme.example',
  'sam@beta.example',
  'usr_x',
  '\x7f',
]
const KEYS = ['project.read', 'variable.write', 'organization.role.manage', 'projct.read']
const SCOPES = [
  'organization',
  'billing',
  'billing/production',
  'old',
  'nowhere',
  'billing/nowhere',
  '{',
  'x'.repeat(200),
]

let house: House
let tokens: Tokens
const ids: string[] = []
beforeAll(async () => {
  ;({ house, tokens } = await openPeopledHouse())
  const { items } = await house.admin.listUsers({ organization: 'acme' })
  ids.push(...items.map(({ id }) => id))
}, 60_000)
afterAll(() => house[Symbol.asyncDispose]())

async function send(token: string, body: string, headers: Record<string, string> = {}) {
  const answer = await fetch(`${house.url}${PATH}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body,
  })
  return { status: answer.status, body: timeless(await answer.text()) }
}

const check = fc
  .record({
    principal: fc.oneof(fc.constantFrom(...PEOPLE), fc.nat()),
    permission: fc.constantFrom(...KEYS),
    scope: fc.constantFrom(...SCOPES),
  })
  .map(({ principal, permission, scope }) => ({
    principal: typeof principal === 'number' ? ids[principal % ids.length]! : principal,
    permission,
    scope,
  }))

const ABOUT_BEA = { principal: 'bea@acme.example', permission: 'project.read', scope: 'organization' }

describe('a list', { timeout: 60_000 }, () => {
  it.each([
    ['ana', 200],
    ['bea', 200],
    ['cy', 403],
    ['sam', 404],
  ] as const)(
    'of %s is answered byte by byte as with spaces in it, which no hand reads',
    async (who, usual) => {
      const statuses = new Set<number>()
      await fc.assert(
        fc.asyncProperty(fc.array(check, { minLength: 1, maxLength: 60 }), async (checks) => {
          const plain = await send(tokens[who], JSON.stringify({ checks }))
          statuses.add(plain.status)
          expect(plain).toEqual(await send(tokens[who], JSON.stringify({ checks }, undefined, 1)))
        }),
        // The first one is what Bea may ask: each has then asked something that has their usual answer.
        { numRuns: 60, examples: [[[ABOUT_BEA]]] },
      )
      expect([...statuses]).toContain(usual)
    },
  )

  it('about oneself is one’s own business under every name, and about one other it is not', async () => {
    const own = ['cy@acme.example', 'Cy@acme.example'].map((principal) => ({
      principal,
      permission: 'project.read',
      scope: 'billing/production',
    }))
    const both = async (checks: object[]) => {
      const plain = await send(tokens.cy, JSON.stringify({ checks }))
      expect(plain).toEqual(await send(tokens.cy, JSON.stringify({ checks }, undefined, 1)))
      return plain.status
    }
    expect(await both([...own, ...own])).toBe(200)
    expect(await both([...own, { ...own[0], principal: 'ana@acme.example' }])).toBe(403)
  })

  it.each<[string, Record<string, string>]>([
    ['of another character set', { 'content-type': 'application/json; charset=utf-16' }],
    ['that says it is packed', { 'content-encoding': 'gzip' }],
  ])('%s is refused however plain it is', async (_what, headers) => {
    const checks = [{ principal: 'ana@acme.example', permission: 'project.read', scope: 'billing' }]
    const plain = await send(house.token, JSON.stringify({ checks }), headers)
    expect(plain.status).toBe(415)
    expect(plain).toEqual(await send(house.token, JSON.stringify({ checks }, undefined, 1), headers))
  })

  it('takes a text that looks like an object for the text that it is', async () => {
    const object = { type: 'organization' }
    const checks = [JSON.stringify(object), object, JSON.stringify(object), object].map((scope) => ({
      principal: 'ana@acme.example',
      permission: 'project.read',
      scope,
    }))
    const { body } = await send(house.token, JSON.stringify({ checks }))
    const codes = (JSON.parse(body) as { decisions: { code: string }[] }).decisions.map(({ code }) => code)
    expect(codes).toEqual(['UNKNOWN_SCOPE', 'ALLOWED', 'UNKNOWN_SCOPE', 'ALLOWED'])
  })
})
