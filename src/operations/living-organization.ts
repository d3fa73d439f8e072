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
  type Head,
  JournalGap,
  type JournalRecord,
  loadState,
  people,
  readJournal,
  type Store,
} from '../store/store.ts'

const PAGE = 1000

/** The journal does not continue what is in memory: the database has lost what it had said yes to. */
export class Rewound extends Error {
  readonly living: LivingOrganization

  constructor(living: LivingOrganization) {
    super(`the journal of ${living.id} does not continue what was in memory`)
    this.name = 'Rewound'
    this.living = living
  }
}

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
  /** The last record that memory has taken in, as far as it is known. */
  #head: Head | undefined
  #catchingUp: Promise<void> | undefined
  #confirmed: number

  private constructor(
    store: Store,
    customer: string,
    snapshot: Snapshot,
    entries: Directory,
    confirmed = performance.now(),
  ) {
    this.customer = customer
    this.#confirmed = confirmed
    this.#store = store
    this.#snapshot = snapshot
    this.#people = new Map(entries)
    this.#byEmail = new Map(Array.from(entries.values(), ({ email, id }) => [email, id]))
    this.#learn(entries.values())
  }

  /** @returns `undefined` where the organization has gone */
  static async load(store: Store, id: string, customer: string): Promise<LivingOrganization | undefined> {
    const began = performance.now()
    const state = await loadState(store, id)
    if (state === undefined) return undefined
    return new LivingOrganization(store, customer, snapshotFrom(state), await directory(store, id), began)
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

  /** When what is in memory was last known to be all there is; as `performance.now()` says it. */
  get confirmed(): number {
    return this.#confirmed
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
  publish(after: Snapshot, known: Iterable<DirectoryEntry> = [], head?: Head): void {
    this.#learn(known)
    this.#snapshot = after.settle()
    this.#head = head
  }

  /**
   * Takes in where the journal was at `asked`. The journal only grows; where it did not, this organization is another
   * one's past, and has to be read anew.
   * @param revision of the snapshot when this was asked
   */
  compare(head: Head, revision: number, asked: number): 'current' | 'behind' | 'rewound' {
    if (head.sequence < revision) return 'rewound'
    const known = this.#head
    if (known?.sequence === head.sequence && known.hash !== head.hash) return 'rewound'
    if (head.sequence > this.#snapshot.revision) return 'behind'
    if (head.sequence === this.#snapshot.revision) this.#head = head
    this.#confirmed = Math.max(this.#confirmed, asked)
    return 'current'
  }

  /**
   * Behind the changes that are under way, applies what others have committed up to there; one look at a time.
   * @param asked when the journal was seen to reach as far as `sequence`
   * @throws Rewound
   */
  async follow(sequence: number, asked: number): Promise<void> {
    while (this.#snapshot.revision < sequence) {
      const { revision } = this.#snapshot
      this.#catchingUp ??= this.inTurn(() => this.catchUp()).finally(() => {
        this.#catchingUp = undefined
      })
      await this.#catchingUp
      // A look that had begun earlier may have ended short of it; one that finds nothing has nothing to find.
      if (this.#snapshot.revision === revision) return
    }
    this.#confirmed = Math.max(this.#confirmed, asked)
  }

  /**
   * Applies what others have committed. Only in turn.
   * @throws Rewound
   */
  async catchUp(): Promise<void> {
    for (;;) {
      const records = await this.#newer()
      if (records.length === 0) return
      const { previousHash, sequence } = records[0]!
      if (this.#head?.sequence === sequence - 1 && this.#head.hash !== previousHash) throw new Rewound(this)
      const events = records.map((record) => record.event)
      const known = await people(this.#store, concerned(events))
      this.publish(apply(this.#snapshot, events), known.values(), records.at(-1))
      if (records.length < PAGE) return
    }
  }

  /** @throws Rewound where the next record is no longer there: this memory is older than what is kept, and is made anew */
  async #newer(): Promise<JournalRecord[]> {
    try {
      return await readJournal(this.#store, this.id, this.#snapshot.revision + 1, PAGE)
    } catch (error) {
      throw error instanceof JournalGap ? new Rewound(this) : error
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
