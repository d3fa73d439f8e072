/** What the drawer of a person says of each permission: in force and by what, withheld, or hidden by a narrower grant. */
import { expect, it } from 'vitest'
import { keyRows } from '../../src/web/pages/users/drawer/sources.ts'

type Chain = Parameters<typeof keyRows>[1]
type Link = Chain[number]

const READONLY = { id: 'rol_readonly', permissions: ['project.read', 'deployment.logs.read', 'domain.read'] }
const LOGS = { id: 'rol_logs', permissions: ['deployment.logs.read'] }
const APP = { id: 'rol_app', permissions: ['cases.read', 'project.read'] }
const ROLES = [READONLY, LOGS, APP]

function link(path: string, decided: boolean, ...given: readonly (readonly [string, string?])[]): Link {
  return {
    path,
    decided,
    scope: { type: path === 'organization' ? 'organization' : 'project' },
    permissions: [
      ...new Set(given.flatMap(([role]) => ROLES.find(({ id }) => id === `rol_${role}`)!.permissions)),
    ],
    assignments: given.map(([role, group]) => held(role, group)),
  }
}

function held(role: string, group: string | undefined): Link['assignments'][number] {
  const scope = { type: 'organization' } as const
  const given = {
    assignment: `asg_${role}`,
    role: `rol_${role}`,
    role_name: role,
    scope,
    state: 'in_force',
  } as const
  return group === undefined
    ? given
    : { ...given, via: { group: 'grp_1', group_name: group, source: 'manual' } }
}

const flat = (...asked: Parameters<typeof keyRows>) =>
  keyRows(...asked).flatMap(({ rows }) =>
    rows.map(({ key, state, sources }) =>
      [key, state, ...sources.map(({ role, group, path }) => `${role}/${group ?? 'direct'}@${path}`)].join(
        ' ',
      ),
    ),
  )

it('of a narrow grant that hides a broad one: one in force, the others struck through, each with its place', () => {
  const chain = [link('billing', true, ['logs']), link('organization', false, ['readonly'])]
  expect(flat(['deployment.logs.read'], chain, ROLES)).toEqual([
    'project.read shadowed readonly/direct@organization',
    'deployment.logs.read in_force logs/direct@billing',
    'domain.read shadowed readonly/direct@organization',
  ])
})

it('names every source at the place that decides, direct and through a group', () => {
  const chain = [link('billing', false), link('organization', true, ['readonly'], ['logs', 'Ops'])]
  expect(flat(READONLY.permissions, chain, ROLES)).toContain(
    'deployment.logs.read in_force readonly/direct@organization logs/Ops@organization',
  )
})

it('of what is given and not allowed says that it is withheld; application keys come last', () => {
  const chain = [link('organization', true, ['app'])]
  expect(flat(['project.read'], chain, ROLES)).toEqual([
    'project.read in_force app/direct@organization',
    'cases.read withheld app/direct@organization',
  ])
  expect(keyRows(['project.read'], chain, ROLES).map(({ family }) => family)).toEqual([
    'Project setup',
    'Applications',
  ])
})

it('leaves out assignments that have not begun or are over', () => {
  const both = link('organization', true, ['readonly'], ['logs'])
  const [first, second] = both.assignments
  const over: Link = { ...both, assignments: [first!, { ...second!, state: 'expired' }] }
  expect(flat(READONLY.permissions, [over], ROLES)).toContain(
    'deployment.logs.read in_force readonly/direct@organization',
  )
})

it('without sight of roles shows what they can do, and no source', () => {
  expect(flat(['project.read'], [], [])).toEqual(['project.read in_force'])
})
