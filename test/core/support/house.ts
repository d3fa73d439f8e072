/**
 * A small organization to change and ask, with time and ids passed in. Everything goes through `propose`, as in the
 * product; only who signs in how is told to it directly.
 */
import { createHash } from 'node:crypto'
import { createAssignment } from '../../../src/core/change/create-assignment.ts'
import { createEnvironment } from '../../../src/core/change/create-environment.ts'
import { createOrganization } from '../../../src/core/change/create-organization.ts'
import { createProject } from '../../../src/core/change/create-project.ts'
import { createRole } from '../../../src/core/change/create-role.ts'
import { inviteUser } from '../../../src/core/change/invite-user.ts'
import type {
  Actor,
  Command,
  Consent,
  Context,
  Event,
  OrganizationState,
  Proposal,
  Refusal,
} from '../../../src/core/index.ts'
import {
  apply,
  certify,
  DEFAULT_SETTINGS,
  decide,
  found,
  isRefusal,
  propose,
  type Snapshot,
  SYSTEM,
  snapshotFrom,
  stateOf,
} from '../../../src/core/index.ts'

export const NOW = Date.parse('2026-03-01T12:00:00Z')
export const HOUR = 3_600_000

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Acts as a member. */
export function as(id: string): Actor {
  return { type: 'principal', id }
}

export class House {
  snapshot: Snapshot
  now = NOW
  /** Every event since the beginning. */
  readonly journal: Event[] = []
  #made = 0

  /** @param name of the organization; it is founded with its first event */
  constructor(name = 'acme') {
    this.snapshot = found(organization(name))
    this.must(createOrganization, {})
  }

  newId = (prefix: string): string => `${prefix}_${String(++this.#made).padStart(4, '0')}`

  /** What a command would do; nothing is kept. */
  try<I>(command: Command<I>, input: I, actor: Actor = SYSTEM, consent: Consent = {}): Proposal | Refusal {
    return this.propose(command, input, { actor }, consent)
  }

  propose<I>(
    command: Command<I>,
    input: I,
    who: Pick<Context, 'actor' | 'through'>,
    consent: Consent = {},
  ): Proposal | Refusal {
    return propose(
      this.snapshot,
      command,
      input,
      { ...who, now: this.now, newId: this.newId, sha256 },
      consent,
    )
  }

  /** Does it, or says why not. */
  do<I>(command: Command<I>, input: I, actor: Actor = SYSTEM, consent: Consent = {}): Proposal | Refusal {
    return this.#keep(this.try(command, input, actor, consent))
  }

  /** Does it, accepting whatever it does to people, and must succeed. */
  must<I>(command: Command<I>, input: I, actor: Actor = SYSTEM, through?: Context['through']): Proposal {
    const who = { actor, ...(through && { through }) }
    const preview = this.propose(command, input, who, { dryRun: true })
    const acceptImpact = isRefusal(preview) ? '' : preview.impact.digest
    const proposal = this.#keep(this.propose(command, input, who, { acceptImpact }))
    if (isRefusal(proposal)) throw new Error(`${proposal.code}: ${proposal.detail}`)
    return proposal
  }

  /** For what there is no command for. */
  happened(event: Event): void {
    this.snapshot = apply(this.snapshot, [event]).settle()
    this.journal.push(event)
  }

  #keep(proposal: Proposal | Refusal): Proposal | Refusal {
    if (isRefusal(proposal)) return proposal
    this.snapshot = proposal.after.settle()
    this.journal.push(...proposal.events)
    return proposal
  }

  /** An active member with a password; the id is the name. */
  person(id: string, role?: string): void {
    this.must(inviteUser, { principal: id, verifiedPath: { password: true, providers: [] }, role })
  }

  project(name: string, ...environments: string[]): void {
    this.must(createProject, { name })
    for (const environment of environments) this.must(createEnvironment, { project: name, name: environment })
  }

  role(name: string, ...permissions: string[]): void {
    this.must(createRole, { name, permissions })
  }

  /** Gives a role and returns the assignment's id. */
  assign(
    principal: string,
    role: string,
    scope: string,
    dates: { notBefore?: number; expiresAt?: number } = {},
  ): string {
    return createdAssignment(this.must(createAssignment, { principal, role, scope, ...dates }))
  }

  assignGroup(group: string, role: string, scope: string): string {
    return createdAssignment(this.must(createAssignment, { group, role, scope }))
  }

  /** `ALLOWED` or the code of the denial. */
  ask(principal: string, permission: string, scope = 'organization'): string {
    return decide(this.snapshot, principal, permission, scope, this.now).code
  }

  certificate(principal: string, permission: string, scope = 'organization') {
    return certify(this.snapshot, principal, permission, scope, this.now)
  }

  get state(): OrganizationState {
    return stateOf(this.snapshot)
  }

  /** The same organization, loaded from its plain state. */
  reloaded(): Snapshot {
    return snapshotFrom(this.state)
  }
}

function createdAssignment({ events }: Proposal): string {
  const created = events.find((event) => event.type === 'assignment.created')
  if (created?.type !== 'assignment.created') throw new Error('no assignment was created')
  return created.data.assignment.id
}

function organization(name: string) {
  return {
    id: `org_${name}`,
    name,
    displayName: 'Acme',
    tier: 'team',
    settings: DEFAULT_SETTINGS,
    passwords: true,
  } as const
}

/** `acme` with an admin `ada`, and the project `billing` with three environments. */
export function acme(name?: string): House {
  const house = new House(name)
  house.person('ada', 'admin')
  house.project('billing', 'production', 'staging', 'development')
  house.project('storefront', 'production')
  return house
}

/** The code of a refusal, or `done`. */
export function outcome(result: Proposal | Refusal): string {
  return isRefusal(result) ? result.code : 'done'
}

/** The seeds' example: broad at the organization, and only the logs at billing/production. */
export function alexAtAcme(): House {
  const house = acme()
  house.person('alex', 'deployer')
  house.role('Log Reader', 'deployment.logs.read')
  house.assign('alex', 'Log Reader', 'billing/production')
  return house
}
