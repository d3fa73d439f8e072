/**
 * Founding an organization: its first events are worked out on an empty snapshot that nobody else sees, and written
 * together with whatever goes with them, or not at all.
 */
import { createOrganization } from '../../core/change/create-organization.ts'
import {
  type Command,
  type Context,
  DEFAULT_SETTINGS,
  found as emptySnapshot,
  isRefusal,
  type Organization,
  type Proposal,
  propose,
  refuse,
  type Snapshot,
} from '../../core/index.ts'
import type { DirectoryEntry, JournalActor, Write } from '../../store/store.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { contextOf } from '../perform.ts'
import { Refused } from '../refused.ts'
import { assertDeclared, type ChangeName } from '../writes.ts'
import { ownCustomer } from './customer.ts'

/** A step after the organization is there. */
export type Step = (snapshot: Snapshot, context: Context) => Proposal

export type Founding = {
  readonly name: string
  readonly displayName?: string
  readonly tier?: Organization['tier']
  /** Id of the customer that it belongs to; the install's own where absent. */
  readonly customer?: string
  readonly now: number
  /** Where the request came from; absent on the server's own machine. */
  readonly address?: string
  /** What is done, for the journal. */
  readonly change: ChangeName
  readonly command: string
  readonly steps: (organization: Organization, customer: string) => readonly Step[]
  readonly extra: (organization: Organization, proposals: readonly Proposal[]) => readonly Write[]
  readonly known: readonly DirectoryEntry[]
  /** What a conflict in `extra` means. */
  readonly conflict?: (constraint: string) => Refused | undefined
}

/** @throws Refused */
export async function foundOrganization(deps: Deps, founding: Founding): Promise<LivingOrganization> {
  const { name, displayName = name, tier = 'enterprise', now } = founding
  const customer = founding.customer ?? (await ownCustomer(deps, now))
  const organization: Organization = {
    id: deps.newId('org'),
    name,
    displayName,
    tier,
    settings: DEFAULT_SETTINGS,
    passwords: true,
  }
  const first: Step = step(createOrganization, {})
  const { proposals, snapshot } = inOrder(
    deps,
    organization,
    [first, ...founding.steps(organization, customer)],
    now,
  )
  const events = proposals.flatMap((proposal) => proposal.events)
  assertDeclared(founding.change, events)
  const actor: JournalActor = {
    account: null,
    type: 'system',
    ...(founding.address !== undefined && { address: founding.address }),
  }
  const batch = {
    organization: organization.id,
    expectedSequence: 0,
    events,
    at: now,
    actor,
    command: founding.command,
  }
  const outcome = await deps.store.commit({
    batches: [{ ...batch, customer }],
    extra: founding.extra(organization, proposals),
  })
  if (outcome.outcome === 'conflict')
    throw founding.conflict?.(outcome.constraint) ?? conflictOf(outcome.constraint, name)
  if (outcome.outcome !== 'committed') {
    if ('error' in outcome) deps.logger.error({ err: outcome.error }, 'an organization could not be founded')
    throw notWritten()
  }
  return deps.organizations.add(customer, snapshot, new Map(founding.known.map((entry) => [entry.id, entry])))
}

function inOrder(
  deps: Deps,
  organization: Organization,
  steps: readonly Step[],
  now: number,
): { proposals: readonly Proposal[]; snapshot: Snapshot } {
  const context = contextOf(deps, 'system', now)
  let snapshot = emptySnapshot(organization).settle()
  const proposals = steps.map((take) => {
    const proposal = take(snapshot, context)
    snapshot = proposal.after.settle()
    return proposal
  })
  return { proposals, snapshot }
}

/** A command as a step; what it refuses is refused. */
export function step<I>(command: Command<I>, input: I, more: Partial<Context> = {}): Step {
  return (snapshot, context) => {
    const proposal = propose(snapshot, command, input, { ...context, ...more })
    if (isRefusal(proposal)) throw new Refused(proposal)
    return proposal
  }
}

function conflictOf(constraint: string, name: string): Refused {
  if (constraint === 'organizations.name') {
    return new Refused(
      refuse('NAME_TAKEN', `there is already an organization \`${name}\``, { field: '/organization' }),
    )
  }
  return new Refused(refuse('OVERLOADED', 'something else was set up at the same moment: try again'), {
    retryAfter: 1,
  })
}
