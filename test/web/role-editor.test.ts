/** The toggles of a role: families, what switching a whole one does, what may be switched, and what is different then. */
import { describe, expect, it } from 'vitest'
import { PERMISSIONS } from '../../src/core/catalogue/permissions.ts'
import { copyOf, difference, draftOf, isSame, switchable } from '../../src/web/pages/roles/editor/draft.ts'
import { familiesOf, matching, stateOf, switching } from '../../src/web/pages/roles/families.ts'

const own = {
  key: 'cases.close',
  family: 'Cases',
  capability: 'close cases',
  description: 'Close.',
  sensitive: false,
}
const families = familiesOf([...PERMISSIONS, own])
const domains = families.find(({ name }) => name === 'Domains and routing')!
const ALL = new Set(['domain.read', 'domain.write', 'app.route.access'])

describe('families', () => {
  it('come in the catalogue’s order, those of applications after them', () => {
    expect(families.map(({ name, permissions }) => [name, permissions.length])).toEqual([
      ['Access management', 13],
      ['Project setup', 6],
      ['Deployments', 8],
      ['Runtime and configuration', 4],
      ['Domains and routing', 3],
      ['Cases', 1],
    ])
  })

  it.each([
    ['', 35],
    ['  ROUTES ', 3],
    ['close', ['cases.close']],
    ['deployment.r', ['deployment.read', 'deployment.rollback']],
    ['roll back', ['deployment.rollback']],
    ['nothing of that', []],
  ])('searched for %j leave what has it in its key or its words', (text, wanted) => {
    const found = matching(families, text).flatMap(({ permissions }) => permissions.map(({ key }) => key))
    expect(typeof wanted === 'number' ? found.length : found).toEqual(wanted)
  })
})

describe('a whole family', () => {
  it.each([
    [[], 'none', true],
    [['domain.read'], 'some', true],
    [[...ALL], 'all', false],
  ] as const)('with %j on is %s', (on, state, next) => {
    expect(stateOf(domains, new Set(on))).toEqual({ on: on.length, state })
    expect(switching(domains, new Set(on), ALL)).toEqual({
      keys: domains.permissions.map(({ key }) => key),
      on: next,
    })
  })

  it('switches only what may be switched, and goes off once all of that is on', () => {
    const can = new Set(['domain.read'])
    expect(switching(domains, new Set(), can)).toEqual({ keys: ['domain.read'], on: true })
    expect(switching(domains, new Set(['domain.read']), can)).toEqual({ keys: ['domain.read'], on: false })
    expect(switching(domains, new Set(), new Set())).toEqual({ keys: [], on: false })
  })
})

describe('a draft', () => {
  const role = {
    id: 'rol_1',
    name: 'Logs',
    kind: 'custom',
    description: 'reads',
    permissions: ['project.read', 'deployment.logs.read'],
    assignment_count: 0,
    group_count: 0,
    user_count: 0,
    scope_count: 0,
    scopes: [],
  } as const
  const before = draftOf({ ...role, permissions: [...role.permissions], scopes: [] })

  it('may keep and give back what the role has, beside what one has oneself', () => {
    expect([...switchable(before, new Set(['domain.read']))].toSorted()).toEqual([
      'deployment.logs.read',
      'domain.read',
      'project.read',
    ])
  })

  it('of a copy leaves out what one does not have', () => {
    const copy = copyOf(
      { ...role, permissions: [...role.permissions], scopes: [] },
      new Set(['project.read']),
    )
    expect([copy.name, copy.description, [...copy.permissions]]).toEqual([
      'Copy of Logs',
      'reads',
      ['project.read'],
    ])
  })

  it('knows what is different, and that a toggle moved and moved back is not', () => {
    expect(
      isSame(difference(before, { ...before, permissions: new Set([...before.permissions].toReversed()) })),
    ).toBe(true)
    const now = { name: 'Log', description: 'reads', permissions: new Set(['project.read', 'domain.read']) }
    expect(difference(before, now)).toEqual({
      name: true,
      description: false,
      added: ['domain.read'],
      removed: ['deployment.logs.read'],
    })
    expect(isSame(difference(before, now))).toBe(false)
  })
})
