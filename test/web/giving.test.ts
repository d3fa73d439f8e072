/** Giving a role: the smallest places first, how far each reaches, and how several assignments become one group. */
import { describe, expect, it } from 'vitest'
import { stateOf } from '../../src/web/pages/features/state-of.ts'
import { inOneGroup } from '../../src/web/parts/in-one-group.ts'
import { reachOf, smallestFirst } from '../../src/web/parts/places-to-give.ts'

const environment = (path: string) => ({ id: path, name: path.split('/')[1]!, path })
const PROJECTS = [
  {
    name: 'billing',
    archived: false,
    environments: ['billing/production', 'billing/staging'].map(environment),
  },
  { name: 'old', archived: true, environments: [environment('old/production')] },
  { name: 'shop', archived: false, environments: [] },
]

describe('places', () => {
  it('come from the smallest on', () => {
    const flat = smallestFirst(PROJECTS).flatMap((one) => ('group' in one ? one.items : [one]))
    expect(flat.map(({ label }) => label)).toEqual([
      'billing/production',
      'billing/staging',
      'old/production (archived)',
      'billing',
      'old (archived)',
      'shop',
      'The whole organization',
    ])
    expect(smallestFirst([])).toHaveLength(1)
  })

  it.each([
    ['', 'Take the smallest place that is enough.'],
    ['billing/staging', 'Counts in this environment alone.'],
    ['billing', 'Counts in the project and its 2 environments.'],
    ['old', 'Counts in the project and its one environment.'],
    ['organization', 'Counts everywhere: in 3 projects and 3 environments.'],
  ])('%j: %s', (place, words) => expect(reachOf(place, PROJECTS)).toBe(words))

  it('of a tenant without projects are one', () =>
    expect(reachOf('organization', [])).toBe('Counts everywhere.'))
})

describe('one group in place of several assignments', () => {
  const person = (id: string) => ({ type: 'user', id, email: `${id}@acme.test` }) as const
  const given = [
    { id: 'asg_1', subject: person('al') },
    { id: 'asg_2', subject: person('bo'), expires_at: '2030-01-01T00:00:00Z' },
    { id: 'asg_3', subject: person('cy') },
    { id: 'asg_4', subject: person('robot') },
    { id: 'asg_5', subject: { type: 'group', id: 'grp_1', name: 'Ops' } as const },
  ]

  it('is made, given the role and filled before anything is taken away; what has a date stays', () => {
    expect(inOneGroup("Log's Reader", 'billing', ['al', 'bo', 'cy'], given)).toEqual({
      name: "Log's Reader at billing",
      people: ['al@acme.test', 'cy@acme.test'],
      dated: ['bo@acme.test'],
      commands: [
        String.raw`compartment group create 'Log'\''s Reader at billing'`,
        String.raw`compartment assignment create --group 'Log'\''s Reader at billing' --role 'Log'\''s Reader' --scope billing`,
        String.raw`compartment group member add 'Log'\''s Reader at billing' al@acme.test`,
        String.raw`compartment group member add 'Log'\''s Reader at billing' cy@acme.test`,
        'compartment assignment delete asg_1',
        'compartment assignment delete asg_3',
      ],
    })
  })
})

describe('a feature', () => {
  it.each([
    [{ kind: 'flag', enabled: false }, 'off', 'Tenant', 'off until it is switched on for this tenant'],
    [{ kind: 'flag', enabled: true }, 'on', 'Tenant', 'switched on for this tenant'],
    [
      { kind: 'beta', enabled: false },
      'per person',
      'Person',
      'on for whoever has beta access, off for everybody else',
    ],
    [
      { kind: 'tier', enabled: true, minimum_tier: 'team' },
      'on',
      'Plan',
      'comes with the plan team; this tenant has team',
    ],
  ] as const)('%j is %s, and that comes from: %s', (feature, is, source, from) => {
    expect(stateOf(feature, 'team')).toEqual({ is, source, from })
  })

  it('of a plan that is not known yet does not guess', () => {
    expect(stateOf({ kind: 'tier', enabled: false, minimum_tier: 'team' }, undefined).from).toBe(
      'comes with the plan team',
    )
  })
})
