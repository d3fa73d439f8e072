/** The organizations in memory: loaded when first asked for, evicted when long unused. */

import { isSlug, type Snapshot } from '../core/index.ts'
import type { DirectoryEntry, OrganizationSummary, Store } from '../store/store.ts'
import { heads, organizationNamed, organizationsOf } from '../store/store.ts'
import { LivingOrganization, Rewound } from './living-organization.ts'

/** Organizations kept in memory; with more, the least recently used go, unless they are at work. */
const KEPT = 500

export class Organizations {
  readonly #store: Store
  readonly #kept: number
  /** Least recently used first. */
  readonly #byId = new Map<string, LivingOrganization>()
  /** The last of them: using it again changes no order. */
  #latest: LivingOrganization | undefined
  readonly #ids = new Map<string, string>()
  readonly #loading = new Map<string, Promise<LivingOrganization | undefined>>()

  constructor(store: Store, kept = KEPT) {
    this.#store = store
    this.#kept = kept
  }

  /** One that is in memory: at once. */
  inMemory(name: string): LivingOrganization | undefined {
    const id = this.#ids.get(name)
    const known = id === undefined ? undefined : this.#byId.get(id)
    return known && this.#used(known)
  }

  /** @param name the slug */
  async named(name: string): Promise<LivingOrganization | undefined> {
    const known = this.inMemory(name)
    if (known !== undefined) return known
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

  /**
   * Looks where the journals of the organizations in memory are. One that cannot be brought there holds up no other.
   * @param within milliseconds after which a database that does not answer is a fault
   * @returns ends when all are there
   */
  async look(within?: number): Promise<{ readonly arrived: Promise<unknown> }> {
    const asked = performance.now()
    const loaded = Array.from(this.#byId.values(), (living) => ({
      living,
      revision: living.snapshot.revision,
    }))
    if (loaded.length === 0) return { arrived: Promise.resolve([]) }
    const ids = loaded.map(({ living }) => living.id)
    const found = new Map((await heads(this.#store, ids, within)).map((head) => [head.organization, head]))
    const behind: Promise<void>[] = []
    for (const { living, revision } of loaded) {
      const head = found.get(living.id)
      const is = head === undefined ? 'gone' : living.compare(head, revision, asked)
      if (is === 'gone' || is === 'rewound') this.#drop(living)
      else if (is === 'behind') behind.push(this.#follow(living, head!.sequence, asked))
    }
    const arrived = Promise.all(behind)
    // Whoever does not wait for it finds that these organizations are not fresh.
    arrived.catch(() => {})
    return { arrived }
  }

  /** Somebody has said that an organization is there now. */
  async heard(id: string, sequence: number): Promise<void> {
    const asked = performance.now()
    const living = this.#byId.get(id)
    if (living !== undefined && living.snapshot.revision < sequence)
      await this.#follow(living, sequence, asked)
  }

  async #follow(living: LivingOrganization, sequence: number, asked: number): Promise<void> {
    try {
      await living.follow(sequence, asked)
    } catch (error) {
      if (!(error instanceof Rewound)) throw error
      this.#drop(living)
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
    if (living === this.#latest) return living
    this.#latest = living
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
    if (this.#latest === living) this.#latest = undefined
    this.#byId.delete(living.id)
    this.#ids.delete(living.name)
  }
}
