/** Batch and matrix against a running server: each answer is the one that a check of its own would get. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Client } from '../../src/contract/client.ts'
import { admit, type House, openHouse, stranger } from './house.ts'

const PEOPLE = [
  'ana@acme.example',
  'Bea@Acme.Example',
  'cy@acme.example',
  'nobody@acme.example',
  'usr_x',
  'sam@beta.example',
]
const SCOPES = [
  'organization',
  'billing',
  'billing/production',
  { type: 'environment', project: 'billing', environment: 'production' },
  'old',
  'nowhere',
] as const
const KEYS = ['project.read', 'variable.write', 'organization.user.read', 'project.delete', 'no.such.key']
const ORGANIZATION = { organization: 'acme' }

let house: House
let bea: Client
beforeAll(async () => {
  house = await openHouse()
  const { admin } = house
  for (const name of ['billing', 'old']) await admin.createProject({ ...ORGANIZATION, body: { name } })
  await admin.createEnvironment({ ...ORGANIZATION, project: 'billing', body: { name: 'production' } })
  bea = (await admit(house, 'bea@acme.example', 'readonly')).client
  await admit(house, 'cy@acme.example')
  for (const [user, role, scope] of [
    ['bea@acme.example', 'deployer', 'billing/production'],
    ['cy@acme.example', 'viewer', 'old'],
  ] as const) {
    await admin.createAssignment({ ...ORGANIZATION, body: { user, role, scope } })
  }
  await admin.archiveProject({ ...ORGANIZATION, project: 'old', body: {} })
  await stranger(house)
})
afterAll(() => house[Symbol.asyncDispose]())

const CHECKS = PEOPLE.flatMap((principal) =>
  SCOPES.flatMap((scope) => KEYS.map((permission) => ({ principal, permission, scope }))),
)

/** As each is answered alone. */
async function alone(): Promise<{ allowed: boolean; code: string }[]> {
  const answers: { allowed: boolean; code: string }[] = []
  for (const body of CHECKS) {
    const { allowed, code } = await house.admin.checkAccess({ ...ORGANIZATION, body })
    answers.push({ allowed, code })
  }
  return answers
}

describe('a batch', () => {
  it('answers every check in its order as it would alone, twice where it stands twice', async () => {
    const single = await alone()
    const { decisions, revision } = await house.admin.batchAccess({
      ...ORGANIZATION,
      body: { checks: [...CHECKS, ...CHECKS] },
    })
    expect(decisions).toEqual([...single, ...single])
    expect([...new Set(single.map(({ code }) => code))].toSorted()).toEqual([
      'ALLOWED',
      'ASSIGNED_ELSEWHERE',
      'KEY_NOT_IN_ROLE',
      'NOT_A_MEMBER',
      'NO_ASSIGNMENT',
      'PROJECT_ARCHIVED',
      'UNKNOWN_PERMISSION',
      'UNKNOWN_SCOPE',
    ])
    expect(revision).toMatch(/^acme@\d+$/)
  })

  it.each([
    ['no checks', { checks: [] }, '/checks'],
    ['1,001 checks', { checks: Array.from({ length: 1001 }, () => CHECKS[0]) }, '/checks'],
    [
      'a check without a scope',
      { checks: [CHECKS[0], { principal: 'a', permission: 'b' }] },
      '/checks/1/scope',
    ],
    [
      'half a scope',
      { checks: [CHECKS[0], { ...CHECKS[0], scope: { type: 'project' } }] },
      '/checks/1/scope',
    ],
    ['a field nobody knows', { checks: [CHECKS[0]], at: 'noon' }, '/at'],
  ])('of %s is refused, with the place that is wrong', async (_, body, pointer) => {
    const asked = house.admin.batchAccess({ ...ORGANIZATION, body: body as never })
    await expect(asked).rejects.toMatchObject({
      problem: { status: 400, code: 'INVALID', errors: [expect.objectContaining({ pointer })] },
    })
  })

  it('of 1,000 checks is answered', async () => {
    const checks = Array.from({ length: 1000 }, (_, at) => CHECKS[at % CHECKS.length]!)
    expect((await house.admin.batchAccess({ ...ORGANIZATION, body: { checks } })).decisions).toHaveLength(
      1000,
    )
  })

  it('about oneself alone needs no permission, about anybody else it does', async () => {
    const own = { principal: 'bea@acme.example', permission: 'project.read', scope: 'billing' }
    const ask = (checks: (typeof own)[]) => bea.batchAccess({ ...ORGANIZATION, body: { checks } })
    expect((await ask([own, own])).decisions).toEqual([
      { allowed: true, code: 'ALLOWED' },
      { allowed: true, code: 'ALLOWED' },
    ])
    await expect(ask([own, { ...own, principal: 'cy@acme.example' }])).rejects.toMatchObject({
      problem: { status: 403, required_permission: 'organization.user.read' },
    })
  })

  it('is closed to other organizations', async () => {
    const asked = house.admin.batchAccess({ organization: 'beta', body: { checks: [CHECKS[0]!] } })
    await expect(asked).rejects.toMatchObject({ problem: { status: 404, code: 'NOT_FOUND' } })
  })
})

describe('a matrix', () => {
  it('answers every combination as a check would, in the order asked', async () => {
    const single = await alone()
    const { allowed } = await house.admin.matrixAccess({
      ...ORGANIZATION,
      body: { principals: PEOPLE, scopes: [...SCOPES], permissions: KEYS },
    })
    expect(allowed.flat().join('')).toBe(single.map((one) => (one.allowed ? '1' : '0')).join(''))
    expect(allowed.map((row) => row.map((text) => text.length))).toEqual(
      PEOPLE.map(() => SCOPES.map(() => KEYS.length)),
    )
  })

  it('takes a text that looks like an object for the text that it is', async () => {
    const object = { type: 'organization' } as const
    const scopes = [JSON.stringify(object), object, JSON.stringify(object), object]
    const body = { principals: ['ana@acme.example'], scopes, permissions: ['project.read'] }
    const { allowed } = await house.admin.matrixAccess({ ...ORGANIZATION, body })
    expect(allowed).toEqual([['0', '1', '0', '1']])
  })

  it('has at most 1,000,000 answers', async () => {
    const ask = (people: number) =>
      house.admin.matrixAccess({
        ...ORGANIZATION,
        body: {
          principals: Array.from({ length: people }, () => 'ana@acme.example'),
          scopes: Array.from({ length: 100 }, () => 'billing'),
          permissions: Array.from({ length: 100 }, () => 'project.read'),
        },
      })
    const { allowed } = await ask(100)
    expect(new Set(allowed.flat())).toEqual(new Set(['1'.repeat(100)]))
    expect(allowed.flat()).toHaveLength(10_000)
    await expect(ask(101)).rejects.toMatchObject({ problem: { status: 400, code: 'INVALID' } })
  })

  it('about oneself alone needs no permission, about anybody else it does', async () => {
    const ask = (...principals: string[]) =>
      bea.matrixAccess({ ...ORGANIZATION, body: { principals, scopes: ['billing'], permissions: KEYS } })
    expect((await ask('bea@acme.example')).allowed).toEqual([['10000']])
    await expect(ask('bea@acme.example', 'cy@acme.example')).rejects.toMatchObject({
      problem: { status: 403 },
    })
  })
})
