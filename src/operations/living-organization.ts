/**
 * One organization in memory: the current snapshot, and who its ids are. Changes take turns; reads never wait. A
 * snapshot is read in one go: after waiting for anything, take the current one again.
 */
import type { Event, Snapshot } from '../core/index.ts'
import { apply, snapshotFrom } from '../core/index.ts'
import {
  type Directory,
  type DirectoryEntry,
  directory,
  loadState,
  people,
  readJournal,
  type Store,
} from '../store/store.ts'

const PAGE = 1000

export class LivingOrganization {
  readonly customer: string
  readonly #store: Store
  #snapshot: Snapshot
  readonly #people: Map<string, DirectoryEntry>
  readonly #byEmail: Map<string, string>
  /** Nothing keeps two accounts from the same one. */
  readonly #byUsername = new Map<string, Set<string>>()
  #turn: Promise<unknown> = Promise.resolve()
  #waiting = 0

  private constructor(store: Store, customer: string, snapshot: Snapshot, entries: Directory) {
    this.customer = customer
    this.#store = store
    this.#snapshot = snapshot
    this.#people = new Map(entries)
    this.#byEmail = new Map(Array.from(entries.values(), ({ email, id }) => [email, id]))
    this.#learn(entries.values())
  }

  /** @returns `undefined` where the organization has gone */
  static async load(store: Store, id: string, customer: string): Promise<LivingOrganization | undefined> {
    const state = await loadState(store, id)
    if (state === undefined) return undefined
    return new LivingOrganization(store, customer, snapshotFrom(state), await directory(store, id))
  }

  /** One that was just founded. */
  static founded(store: Store, customer: string, snapshot: Snapshot, entries: Directory): LivingOrganization {
    return new LivingOrganization(store, customer, snapshot, entries)
  }

  get snapshot(): Snapshot {
    return this.#snapshot
  }

  get id(): string {
    return this.#snapshot.organization.id
  }

  get name(): string {
    return this.#snapshot.organization.name
  }

  /** `acme@42`. */
  get revision(): string {
    return `${this.name}@${this.#snapshot.revision}`
  }

  /** Whether changes are under way. */
  get busy(): boolean {
    return this.#waiting > 0
  }

  /** Somebody who is or was a member, or was invited. */
  person(id: string): DirectoryEntry | undefined {
    return this.#people.get(id)
  }

  /** @param email in normal form */
  idOf(email: string): string | undefined {
    return this.#byEmail.get(email)
  }

  /** @returns nobody where two members share it */
  idOfUsername(username: string): string | undefined {
    const ids = [...(this.#byUsername.get(username) ?? [])].filter(
      (id) => this.#people.get(id)?.username === username && this.#snapshot.members.get(id) !== undefined,
    )
    return ids.length === 1 ? ids[0] : undefined
  }

  /** Changes run one after the other, in the order in which they came. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting++
    const turn = this.#turn.then(work, work)
    this.#turn = turn.catch(() => {})
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }

  /** A committed change is in force from here on. Only in turn. */
  publish(after: Snapshot, known: Iterable<DirectoryEntry> = []): void {
    this.#learn(known)
    this.#snapshot = after.settle()
  }

  /** Applies what others have committed. Only in turn. */
  async catchUp(): Promise<void> {
    for (;;) {
      const records = await readJournal(this.#store, this.id, this.#snapshot.revision + 1, PAGE)
      if (records.length === 0) return
      const events = records.map((record) => record.event)
      const known = await people(this.#store, concerned(events))
      this.publish(apply(this.#snapshot, events), known.values())
      if (records.length < PAGE) return
    }
  }

  #learn(known: Iterable<DirectoryEntry>): void {
    for (const entry of known) {
      this.#people.set(entry.id, entry)
      this.#byEmail.set(entry.email, entry.id)
      const { username } = entry
      if (username === undefined) continue
      const same = this.#byUsername.get(username) ?? new Set()
      this.#byUsername.set(username, same.add(entry.id))
    }
  }
}

/** Accounts of which these events may mean that something else is known of them. */
function concerned(events: readonly Event[]): string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'member.added':
        return [event.data.member.id]
      case 'member.activated':
      case 'sign_in_path.changed':
        return [event.data.principal]
      default:
        return []
    }
  })
}
