/** Organizations and customers as lists, and the heads of journals. */
import type { Tier } from '../core/model/organization.ts'
import type { Builder } from './builder.ts'
import type { Head } from './journal.ts'
import type { Store } from './open.ts'
import type { Write } from './statement.ts'

export type Customer = { readonly id: string; readonly name: string; readonly createdAt: number }

export type OrganizationSummary = {
  readonly id: string
  readonly customer: string
  readonly name: string
  readonly displayName: string
  readonly tier: Tier
  readonly revision: number
  readonly createdAt: number
}

export function createCustomer(build: Builder, { id, name, createdAt }: Customer): Write[] {
  return [build.insert('customers', { id, name, created_at: createdAt })]
}

export async function customers(store: Store): Promise<Customer[]> {
  const rows = await store.rows(store.build.from.selectFrom('customers').selectAll().orderBy('id'))
  return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at }))
}

/** By id; those that do not exist are missing. */
export async function customerNames(
  store: Store,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const query = store.build.from.selectFrom('customers').select(['id', 'name']).where('id', 'in', ids)
  return new Map((await store.rows(query)).map(({ id, name }) => [id, name]))
}

/** All organizations of the install, by name. */
export async function organizations(store: Store): Promise<OrganizationSummary[]> {
  return (await store.rows(summaries(store).orderBy('organizations.name'))).map(summaryOf)
}

/** @param name the slug */
export async function organizationNamed(
  store: Store,
  name: string,
): Promise<OrganizationSummary | undefined> {
  const row = await store.first(summaries(store).where('organizations.name', '=', name))
  return row && summaryOf(row)
}

/** The organizations in which an account has a membership, or an invitation to one, by name. */
export async function organizationsOf(store: Store, account: string): Promise<OrganizationSummary[]> {
  const rows = await store.rows(membershipsOf(store, account))
  return rows.map(summaryOf)
}

/** Those that the account's owner has joined. Whoever only invited them is told nothing of what they do elsewhere. */
export async function joinedOrganizations(store: Store, account: string): Promise<OrganizationSummary[]> {
  const rows = await store.rows(membershipsOf(store, account).where('members.status', '=', 'active'))
  return rows.map(summaryOf)
}

function membershipsOf(store: Store, account: string) {
  return summaries(store)
    .innerJoin('members', 'members.organization', 'organizations.id')
    .where('members.id', '=', account)
    .orderBy('organizations.name')
}

/**
 * The heads of these organizations, or of all; those that do not exist are left out.
 * @param within milliseconds after which no answer is a fault
 */
export async function heads(store: Store, ids?: readonly string[], within?: number): Promise<Head[]> {
  const all = store.build.from
    .selectFrom('organizations')
    .select(['id', 'sequence', 'head_hash'])
    .orderBy('id')
  const rows = await store.rows(ids === undefined ? all : all.where('id', 'in', ids), within)
  return rows.map(({ id, sequence, head_hash }) => ({ organization: id, sequence, hash: head_hash }))
}

type SummaryRow = {
  id: string
  customer: string
  name: string
  display_name: string
  tier: string
  sequence: number
  created_at: number
}

function summaries(store: Store) {
  return store.build.from
    .selectFrom('organizations')
    .select([
      'organizations.id',
      'organizations.customer',
      'organizations.name',
      'organizations.display_name',
      'organizations.tier',
      'organizations.sequence',
      'organizations.created_at',
    ])
}

function summaryOf({
  id,
  customer,
  name,
  display_name,
  tier,
  sequence,
  created_at,
}: SummaryRow): OrganizationSummary {
  return {
    id,
    customer,
    name,
    displayName: display_name,
    tier: tier as Tier,
    revision: sequence,
    createdAt: created_at,
  }
}
