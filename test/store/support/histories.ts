/** An organization's history with every type of event, and the batches that write it. */
import type { Event, EventType } from '../../../src/core/catalogue/events.ts'
import type { Organization } from '../../../src/core/model/organization.ts'
import type { OrganizationState } from '../../../src/core/model/state.ts'
import {
  type Batch,
  type CommitOutcome,
  canonicalJson,
  createCustomer,
  loadState,
  type Store,
} from '../../../src/store/store.ts'
import { connected, provider, second } from './providers.ts'

export const AT = 1_700_000_000_000
export const CUSTOMER = 'cus_1'

export const DEED = {
  at: AT,
  actor: { account: 'usr_1', type: 'user', session: 'ses_1', address: '192.0.2.1', onBehalfOf: 'usr_9' },
  command: 'test',
  reason: 'because — “ünïcode” 🙂',
} as const

export function organization(id: string, name = id.replace('_', '-')): Organization {
  return {
    id,
    name,
    displayName: 'Acme, Inc. 🙂',
    tier: 'team',
    settings: { invitationLifetime: 1, sessionIdleLifetime: 2, sessionAbsoluteLifetime: 3 },
    passwords: true,
  }
}

export function batch(id: string, expectedSequence: number, events: readonly Event[]): Batch {
  return { organization: id, expectedSequence, events, customer: CUSTOMER, ...DEED }
}

/** Commits, and fails the test unless it is committed. */
export async function write(
  store: Store,
  id: string,
  expected: number,
  events: readonly Event[],
): Promise<number> {
  const outcome = await store.commit({ batches: [batch(id, expected, events)] })
  return committed(outcome).heads[0]!.sequence
}

export function committed(outcome: CommitOutcome): Extract<CommitOutcome, { outcome: 'committed' }> {
  if (outcome.outcome === 'committed') return outcome
  throw new Error(
    `not committed: ${JSON.stringify(outcome)} ${'error' in outcome ? outcome.error.message : ''}`,
  )
}

/** A new organization with one record. */
export async function found(store: Store, id = 'org_1'): Promise<void> {
  if (id === 'org_1') committed(await store.write(createCustomer(store.build, customer)))
  await write(store, id, 0, [{ type: 'organization.created', data: { organization: organization(id) } }])
}

const customer = { id: CUSTOMER, name: 'Customer', createdAt: AT }

export function groupCreated(id: string, name = `Group ${id}`): Event {
  return { type: 'group.created', data: { group: { id, name, description: '' } } }
}

/** What the tables hold, in one spelling; compare it with a replay (`canonicalJson(stateOf(snapshot))`). */
export async function loadedText(store: Store, id: string): Promise<string> {
  return canonicalJson(await loadState(store, id))
}

type Step = readonly [event: Event, change: (state: OrganizationState) => OrganizationState]

const path = { password: true, providers: ['prv_1'] }
const person = {
  id: 'usr_2',
  type: 'user',
  status: 'invited',
  access: 'allowed',
  betaAccess: false,
  signInPath: { password: false, providers: [] },
  since: AT,
} as const
const robot = {
  ...person,
  id: 'usr_3',
  type: 'automation',
  status: 'active',
  owner: { type: 'token', id: 'tok_1' },
} as const
const invitation = {
  id: 'inv_1',
  principal: 'usr_2',
  state: 'pending',
  expiresAt: AT + 1,
  invitedBy: 'usr_1',
  createdAt: AT,
  issued: 1,
} as const
const group = { id: 'grp_1', name: 'Ops "quoted" \\ 🙂', description: 'line\nbreak' }
const seat = { group: 'grp_1', principal: 'usr_2', source: 'sso:prv_1' } as const
const role = {
  id: 'rol_1',
  name: 'Custom',
  kind: 'custom',
  description: 'd',
  permissions: ['project.read', 'a.b'],
} as const
const assignment = {
  id: 'asg_1',
  role: 'rol_1',
  scope: 'prj_1',
  subject: { type: 'user', id: 'usr_2' },
  createdAt: AT,
} as const
const dated = {
  ...assignment,
  subject: { type: 'group', id: 'grp_1' },
  notBefore: AT,
  expiresAt: AT + 9,
  reason: 'r',
} as const
const project = { id: 'prj_1', name: 'billing', displayName: 'Billing', archived: false }
const environment = { id: 'env_1', project: 'prj_1', name: 'production' }
const source = {
  id: 'src_1',
  name: 'docs',
  url: 'https://git.example.com/docs.git',
  branch: 'main',
  project: 'prj_1',
  account: 'usr_3',
  createdAt: 5,
} as const
const unbound = {
  id: 'src_2',
  name: 'Ünbound',
  url: 'git@git.example.com:all.git',
  branch: 'next',
  account: 'usr_3',
  createdAt: 6,
} as const
const pinned = {
  id: 'exp_1',
  subject: { type: 'user', id: 'usr_2' },
  can: true,
  permission: 'project.read',
  scope: 'prj_1',
  note: 'an "auditor" asked 🙂',
} as const
const broad = {
  id: 'exp_2',
  subject: { type: 'group', id: 'grp_1' },
  can: false,
  permission: 'a.b',
  scope: '*/production',
} as const
const catalogue = {
  name: 'support',
  families: [
    { name: 'F', permissions: [{ key: 'a.b', description: 'd', capability: 'c', sensitive: true }] },
  ],
  types: [{ type: 'case', scope: 'project', actions: { read: 'a.b' } }],
  features: [{ key: 'cases', name: 'Cases', kind: 'flag', gates: ['a.b'] }],
} as const
const resent = { ...invitation, issued: 2, expiresAt: AT + 5 }
const settings = { invitationLifetime: 4, sessionIdleLifetime: 5, sessionAbsoluteLifetime: 6 }

/** Each step is an event and what it makes of the state: written here by hand, apart from projection and core. */
function steps(id: string): readonly Step[] {
  const made = organization(id)
  return [
    [
      { type: 'organization.settings.changed', data: { before: made.settings, after: settings } },
      inside({ settings }),
    ],
    [
      { type: 'organization.tier.changed', data: { before: 'team', after: 'enterprise' } },
      inside({ tier: 'enterprise' }),
    ],
    [
      { type: 'organization.passwords.changed', data: { before: true, after: false } },
      inside({ passwords: false }),
    ],
    [{ type: 'provider.added', data: { provider } }, set({ providers: [provider] })],
    [{ type: 'provider.added', data: { provider: second } }, set({ providers: [provider, second] })],
    [
      { type: 'provider.updated', data: { before: provider, after: connected } },
      set({ providers: [connected, second] }),
    ],
    [{ type: 'provider.removed', data: { provider: connected } }, set({ providers: [second] })],
    [{ type: 'member.added', data: { member: person } }, set({ members: [person] })],
    [{ type: 'member.added', data: { member: robot } }, set({ members: [person, robot] })],
    [
      { type: 'member.activated', data: { principal: 'usr_2', before: person.signInPath, after: path } },
      set({ members: [{ ...person, status: 'active', signInPath: path }, robot] }),
    ],
    [{ type: 'member.blocked', data: { principal: 'usr_3' } }, robotIs({ access: 'blocked' })],
    [{ type: 'member.unblocked', data: { principal: 'usr_3' } }, robotIs({ access: 'allowed' })],
    [
      { type: 'member.beta_access.changed', data: { principal: 'usr_3', before: false, after: true } },
      robotIs({ betaAccess: true }),
    ],
    [
      { type: 'sign_in_path.changed', data: { principal: 'usr_3', before: person.signInPath, after: path } },
      robotIs({ signInPath: path }),
    ],
    [{ type: 'invitation.created', data: { invitation } }, set({ invitations: [invitation] })],
    [
      { type: 'invitation.resent', data: { principal: 'usr_2', before: invitation, after: resent } },
      set({ invitations: [resent] }),
    ],
    [
      {
        type: 'invitation.accepted',
        data: { principal: 'usr_2', before: resent, after: { ...resent, state: 'accepted' } },
      },
      set({ invitations: [{ ...resent, state: 'accepted' }] }),
    ],
    [
      { type: 'invitation.created', data: { invitation: { ...invitation, id: 'inv_2' } } },
      set({ invitations: [{ ...invitation, id: 'inv_2' }] }),
    ],
    [
      {
        type: 'invitation.cancelled',
        data: {
          principal: 'usr_2',
          before: invitation,
          after: { ...invitation, id: 'inv_2', state: 'cancelled' },
        },
      },
      set({ invitations: [{ ...invitation, id: 'inv_2', state: 'cancelled' }] }),
    ],
    [{ type: 'group.created', data: { group } }, set({ groups: [group] })],
    [
      { type: 'group.updated', data: { before: group, after: { ...group, name: 'Ops' } } },
      set({ groups: [{ ...group, name: 'Ops' }] }),
    ],
    [{ type: 'group.member.added', data: { seat } }, set({ seats: [seat] })],
    [{ type: 'role.created', data: { role } }, set({ roles: [role] })],
    [
      { type: 'role.updated', data: { before: role, after: { ...role, permissions: [] } } },
      set({ roles: [{ ...role, permissions: [] }] }),
    ],
    [{ type: 'project.created', data: { project } }, set({ projects: [project] })],
    [
      { type: 'project.updated', data: { before: project, after: { ...project, displayName: 'B' } } },
      set({ projects: [{ ...project, displayName: 'B' }] }),
    ],
    [
      { type: 'project.archived', data: { project: 'prj_1' } },
      set({ projects: [{ ...project, displayName: 'B', archived: true }] }),
    ],
    [
      { type: 'project.unarchived', data: { project: 'prj_1' } },
      set({ projects: [{ ...project, displayName: 'B' }] }),
    ],
    [{ type: 'environment.created', data: { environment } }, set({ environments: [environment] })],
    [{ type: 'assignment.created', data: { assignment } }, set({ assignments: [assignment] })],
    [
      { type: 'assignment.updated', data: { before: assignment, after: dated } },
      set({ assignments: [dated] }),
    ],
    [
      { type: 'feature.changed', data: { feature: 'cases', before: false, after: true } },
      set({ enabledFeatures: ['cases'] }),
    ],
    [
      { type: 'catalogue.applied', data: { before: null, after: catalogue } },
      set({ catalogues: [catalogue] }),
    ],
    [
      { type: 'catalogue.applied', data: { before: catalogue, after: { ...catalogue, features: [] } } },
      set({ catalogues: [{ ...catalogue, features: [] }] }),
    ],
    [
      { type: 'feature.changed', data: { feature: 'cases', before: true, after: false } },
      set({ enabledFeatures: [] }),
    ],
    [{ type: 'expectation.added', data: { expectation: pinned } }, set({ expectations: [pinned] })],
    [{ type: 'expectation.added', data: { expectation: broad } }, set({ expectations: [pinned, broad] })],
    [{ type: 'expectation.overridden', data: { expectations: ['exp_1'], digest: 'd' } }, (state) => state],
    [{ type: 'expectation.removed', data: { expectation: pinned } }, set({ expectations: [broad] })],
    [{ type: 'expectation.removed', data: { expectation: broad } }, set({ expectations: [] })],
    [{ type: 'source.connected', data: { source } }, set({ sources: [source] })],
    [{ type: 'source.connected', data: { source: unbound } }, set({ sources: [source, unbound] })],
    [{ type: 'source.disconnected', data: { source } }, set({ sources: [unbound] })],
    [{ type: 'source.disconnected', data: { source: unbound } }, set({ sources: [] })],
    [{ type: 'assignment.deleted', data: { assignment: dated } }, set({ assignments: [] })],
    [{ type: 'group.member.removed', data: { seat } }, set({ seats: [] })],
    [{ type: 'environment.deleted', data: { environment } }, set({ environments: [] })],
    [{ type: 'project.deleted', data: { project } }, set({ projects: [] })],
    [{ type: 'role.deleted', data: { role } }, set({ roles: [] })],
    [{ type: 'group.deleted', data: { group } }, set({ groups: [] })],
    [
      { type: 'member.removed', data: { member: person } },
      (state) => ({ ...state, members: state.members.slice(1) }),
    ],
  ]
}

export type Told = { readonly event: Event; readonly state: OrganizationState }

/** A history with every event type, and the state after each event; the first creates the organization. */
export function history(id: string): readonly Told[] {
  const made = organization(id)
  const created: Event = { type: 'organization.created', data: { organization: made } }
  const told: Told[] = [{ event: created, state: { ...EMPTY, organization: made, revision: 1 } }]
  for (const [event, change] of steps(id)) {
    const { state } = told.at(-1)!
    told.push({ event, state: { ...change(state), revision: state.revision + 1 } })
  }
  return told
}

/** Every type of event, by a record that does not compile when one is missing. */
export const EVENT_TYPES = Object.keys({
  'organization.created': 0,
  'organization.settings.changed': 0,
  'organization.tier.changed': 0,
  'organization.passwords.changed': 0,
  'provider.added': 0,
  'provider.removed': 0,
  'provider.updated': 0,
  'member.added': 0,
  'member.activated': 0,
  'member.blocked': 0,
  'member.unblocked': 0,
  'member.removed': 0,
  'member.beta_access.changed': 0,
  'sign_in_path.changed': 0,
  'invitation.created': 0,
  'invitation.resent': 0,
  'invitation.accepted': 0,
  'invitation.cancelled': 0,
  'group.created': 0,
  'group.updated': 0,
  'group.deleted': 0,
  'group.member.added': 0,
  'group.member.removed': 0,
  'role.created': 0,
  'role.updated': 0,
  'role.deleted': 0,
  'assignment.created': 0,
  'assignment.updated': 0,
  'assignment.deleted': 0,
  'project.created': 0,
  'project.updated': 0,
  'project.archived': 0,
  'project.unarchived': 0,
  'project.deleted': 0,
  'environment.created': 0,
  'environment.deleted': 0,
  'feature.changed': 0,
  'catalogue.applied': 0,
  'expectation.added': 0,
  'expectation.removed': 0,
  'expectation.overridden': 0,
  'source.connected': 0,
  'source.disconnected': 0,
} satisfies Record<EventType, 0>)

const EMPTY = {
  providers: [],
  members: [],
  invitations: [],
  groups: [],
  seats: [],
  roles: [],
  assignments: [],
  projects: [],
  environments: [],
  catalogues: [],
  enabledFeatures: [],
  expectations: [],
  sources: [],
} as const

function set(change: Partial<OrganizationState>): Step[1] {
  return (state) => ({ ...state, ...change })
}

function inside(change: Partial<Organization>): Step[1] {
  return (state) => ({ ...state, organization: { ...state.organization, ...change } })
}

function robotIs(change: Partial<OrganizationState['members'][number]>): Step[1] {
  return (state) => ({
    ...state,
    members: state.members.map((member) => (member.id === 'usr_3' ? { ...member, ...change } : member)),
  })
}
