/** A store on disk with a workload in it, written as its commands would: events, journal and tables. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '../src/core/index.ts'
import type { OrganizationState } from '../src/core/model/state.ts'
import { type Batch, type CommitOutcome, createCustomer, openStore, type Store } from '../src/store/store.ts'
import { NOW } from './workload.ts'

export const CUSTOMER = 'cus_bench'
const DEED = { at: NOW, actor: { account: null, type: 'system' }, command: 'bench' } as const

/** The store's directory goes away with the process. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'compartment-bench-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  return directory
}

export async function seededStore(dataDirectory: string, state: OrganizationState): Promise<Store> {
  const store = await openStore({ dataDirectory })
  committed(await store.write(createCustomer(store.build, { id: CUSTOMER, name: 'Bench', createdAt: NOW })))
  const events = eventsOf(state)
  for (let from = 0; from < events.length; from += 10_000) {
    const batch = batchOf(state.organization.id, from, events.slice(from, from + 10_000))
    committed(await store.commit({ batches: [batch] }))
  }
  return store
}

export function batchOf(organization: string, expectedSequence: number, events: readonly Event[]): Batch {
  return { organization, expectedSequence, events, customer: CUSTOMER, ...DEED }
}

export function committed(outcome: CommitOutcome): Extract<CommitOutcome, { outcome: 'committed' }> {
  if (outcome.outcome !== 'committed') throw new Error(`not committed: ${JSON.stringify(outcome)}`)
  return outcome
}

/** The events that make a workload, in an order in which each refers to what is there. */
export function eventsOf(state: OrganizationState): Event[] {
  const { organization, members, groups, seats, roles, projects, environments, assignments, catalogues } =
    state
  return [
    { type: 'organization.created', data: { organization } },
    ...catalogues.map((after): Event => ({ type: 'catalogue.applied', data: { before: null, after } })),
    ...members.map((member): Event => ({ type: 'member.added', data: { member } })),
    ...groups.map((group): Event => ({ type: 'group.created', data: { group } })),
    ...seats.map((seat): Event => ({ type: 'group.member.added', data: { seat } })),
    ...roles.map((role): Event => ({ type: 'role.created', data: { role } })),
    ...projects.map((project): Event => ({ type: 'project.created', data: { project } })),
    ...environments.map((environment): Event => ({ type: 'environment.created', data: { environment } })),
    ...assignments.map((assignment): Event => ({ type: 'assignment.created', data: { assignment } })),
  ]
}
