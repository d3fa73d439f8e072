/** The organizations in memory: loaded when first asked for, evicted when long unused. */

import { isSlug, type Snapshot } from '../core/index.ts'
import type { DirectoryEntry, OrganizationSummary, Store } from '../store/store.ts'
import { heads, organizationNamed, organizationsOf } from '../store/store.ts'
import { LivingOrganization } from './living-organization.ts'

/** Organizations kept in memory; with more, the least recently used go, unless they are at work. */
const KEPT = 500

export class Organizations {
  readonly #store: Store
  readonly #kept: number
  /** Least recently used first. */
  readonly #byId = new Map<string, LivingOrganization>()
  readonly #ids = new Map<string, string>()
  readonly #loading = new Map<string, Promise<LivingOrganization | undefined>>()

  constructor(store: Store, kept = KEPT) {
    this.#store = store
    this.#kept = kept
  }

  /** @param name the slug */
  async named(name: string): Promise<LivingOrganization | undefined> {
    const id = this.#ids.get(name)
    const known = id === undefined ? undefined : this.#byId.get(id)
    if (known !== undefined) return this.#used(known)
    if (!isSlug(name)) return undefined
    const summary = await organizationNamed(this.#store, name)
    return summary && (await this.#load(summary.id, summary.customer))
  }

  async withId(id: string): Promise<LivingOrganization | undefined> {
    const known = this.#byId.get(id)
    if (known !== undefined) return this.#used(known)
    const query = this.#store.build.from.selectFrom('organizations').select('customer').where('id', '=', id)
    const row = await this.#store.first(query)
    return row && (await this.#load(id, row.customer))
  }

  /** Every organization in which the account has a membership, by name. */
  async of(account: string): Promise<LivingOrganization[]> {
    const summaries: OrganizationSummary[] = await organizationsOf(this.#store, account)
    const found: LivingOrganization[] = []
    for (const { id, customer } of summaries) {
      const living = this.#byId.get(id) ?? (await this.#load(id, customer))
      // What the tables say may be ahead of what is in memory.
      if (living?.snapshot.members.get(account) === undefined) await living?.inTurn(() => living.catchUp())
      if (living?.snapshot.members.get(account) !== undefined) found.push(living)
    }
    return found
  }

  /** Takes in an organization that was just founded. */
  add(customer: string, snapshot: Snapshot, known: ReadonlyMap<string, DirectoryEntry>): LivingOrganization {
    const living = LivingOrganization.founded(this.#store, customer, snapshot, known)
    return this.#used(living)
  }

  /** Brings every organization in memory to where its journal is. */
  async catchUp(): Promise<void> {
    const loaded = [...this.#byId.values()]
    if (loaded.length === 0) return
    const found = await heads(
      this.#store,
      loaded.map(({ id }) => id),
    )
    const sequences = new Map(found.map(({ organization, sequence }) => [organization, sequence]))
    for (const living of loaded) {
      const sequence = sequences.get(living.id)
      if (sequence === undefined) this.#drop(living)
      else if (sequence > living.snapshot.revision) await living.inTurn(() => living.catchUp())
    }
  }

  async #load(id: string, customer: string): Promise<LivingOrganization | undefined> {
    const under = this.#loading.get(id) ?? LivingOrganization.load(this.#store, id, customer)
    this.#loading.set(id, under)
    try {
      const loaded = await under
      return loaded && this.#used(this.#byId.get(id) ?? loaded)
    } finally {
      this.#loading.delete(id)
    }
  }

  #used(living: LivingOrganization): LivingOrganization {
    this.#byId.delete(living.id)
    this.#byId.set(living.id, living)
    this.#ids.set(living.name, living.id)
    if (this.#byId.size > this.#kept) {
      for (const oldest of this.#byId.values()) {
        if (oldest.busy || oldest === living) continue
        this.#drop(oldest)
        break
      }
    }
    return living
  }

  #drop(living: LivingOrganization): void {
    this.#byId.delete(living.id)
    this.#ids.delete(living.name)
  }
}
