/**
 * Who holds what, by number: each person's direct assignments and seats, each group's assignments and members, each
 * scope's and role's assignments, and each role's permissions as a set. A fork shares everything it does not touch.
 */
import type { SeatSource } from '../model/group.ts'
import { Bag } from './bag.ts'
import type { Grants } from './grants.ts'
import { NumberPages, Pages } from './pages.ts'

export type Seating = { readonly group: number; readonly source: SeatSource }

/** One person; replaced as a whole when an event touches them, which also drops what was computed. */
export type Entry = {
  readonly direct: readonly number[]
  readonly seats: readonly Seating[]
  grants: Grants | undefined
}

const NOBODY: Entry = { direct: [], seats: [], grants: undefined }

/** Up to this many members are dropped one by one when their group changes; beyond, everybody's grants are. */
const FEW = 256

type Parts = {
  readonly entries: Pages<Entry>
  readonly groupAssignments: Pages<readonly number[]>
  readonly groupMembers: Pages<Bag>
  readonly scopeAssignments: Pages<Bag>
  readonly roleAssignments: Pages<Bag>
  readonly roleSets: NumberPages<Int32Array>
  readonly epochs: { last: number }
}

function emptyParts(): Parts {
  return {
    entries: new Pages(),
    groupAssignments: new Pages(),
    groupMembers: new Pages(),
    scopeAssignments: new Pages(),
    roleAssignments: new Pages(),
    roleSets: new NumberPages((size) => new Int32Array(size)),
    epochs: { last: 0 },
  }
}

const EMPTY_BAG = new Bag()
const NO_NUMBERS: readonly number[] = []

export class AccessIndex {
  readonly #parts: Parts
  readonly #ownBags = new Set<Bag>()
  /** Grants computed under another epoch are not used. */
  epoch: number
  readonly #parentEpoch: number
  #settled = false

  constructor(parts = emptyParts(), epoch = 0) {
    this.#parts = parts
    this.epoch = epoch
    this.#parentEpoch = epoch
  }

  fork(): AccessIndex {
    const { entries, groupAssignments, groupMembers, scopeAssignments, roleAssignments, roleSets, epochs } =
      this.#parts
    return new AccessIndex(
      {
        entries: entries.fork(),
        groupAssignments: groupAssignments.fork(),
        groupMembers: groupMembers.fork(),
        scopeAssignments: scopeAssignments.fork(),
        roleAssignments: roleAssignments.fork(),
        roleSets: roleSets.fork(),
        epochs,
      },
      this.epoch,
    )
  }

  settle(): void {
    this.#settled = true
  }

  /** Whether computed grants may be kept: a fork under another epoch must not displace what its parent computed. */
  get keeps(): boolean {
    return this.#settled || this.epoch === this.#parentEpoch
  }

  entry(person: number): Entry {
    return this.#parts.entries.get(person) ?? NOBODY
  }

  assignmentsOfGroup(group: number): readonly number[] {
    return this.#parts.groupAssignments.get(group) ?? NO_NUMBERS
  }

  membersOf(group: number): Bag {
    return this.#parts.groupMembers.get(group) ?? EMPTY_BAG
  }

  assignmentsAt(scope: number): Bag {
    return this.#parts.scopeAssignments.get(scope) ?? EMPTY_BAG
  }

  assignmentsOfRole(role: number): Bag {
    return this.#parts.roleAssignments.get(role) ?? EMPTY_BAG
  }

  /** The permissions of a role as a set. */
  setOf(role: number): number {
    return this.#parts.roleSets.get(role)
  }

  setRole(role: number, set: number): void {
    this.#parts.roleSets.set(role, set)
    this.dropAll()
  }

  /** Forgets what was computed for one person. */
  drop(person: number): void {
    const { direct, seats } = this.entry(person)
    this.#parts.entries.set(person, { direct, seats, grants: undefined })
  }

  /** Forgets what was computed for everybody, at once. */
  dropAll(): void {
    this.epoch = ++this.#parts.epochs.last
  }

  removePerson(person: number): void {
    this.#parts.entries.set(person, undefined)
  }

  removeGroup(group: number): void {
    this.#parts.groupMembers.set(group, undefined)
    this.#parts.groupAssignments.set(group, undefined)
  }

  addSeat(person: number, seating: Seating): void {
    const { direct, seats } = this.entry(person)
    this.#parts.entries.set(person, { direct, seats: [...seats, seating], grants: undefined })
    this.#bag(this.#parts.groupMembers, seating.group).add(person)
  }

  removeSeat(person: number, group: number): void {
    const { direct, seats } = this.entry(person)
    const rest = seats.filter((seat) => seat.group !== group)
    this.#parts.entries.set(person, { direct, seats: rest, grants: undefined })
    this.#bag(this.#parts.groupMembers, group).remove(person)
  }

  /** @param subject number of the person, or complement of the number of the group */
  addAssignment(assignment: number, subject: number, role: number, scope: number): void {
    this.#bag(this.#parts.scopeAssignments, scope).add(assignment)
    this.#bag(this.#parts.roleAssignments, role).add(assignment)
    if (subject < 0) this.#setGroupAssignments(~subject, [...this.assignmentsOfGroup(~subject), assignment])
    else this.#setDirect(subject, [...this.entry(subject).direct, assignment])
  }

  removeAssignment(assignment: number, subject: number, role: number, scope: number): void {
    this.#bag(this.#parts.scopeAssignments, scope).remove(assignment)
    this.#bag(this.#parts.roleAssignments, role).remove(assignment)
    const rest = (list: readonly number[]): readonly number[] => list.filter((other) => other !== assignment)
    if (subject < 0) this.#setGroupAssignments(~subject, rest(this.assignmentsOfGroup(~subject)))
    else this.#setDirect(subject, rest(this.entry(subject).direct))
  }

  #setDirect(person: number, direct: readonly number[]): void {
    this.#parts.entries.set(person, { direct, seats: this.entry(person).seats, grants: undefined })
  }

  #setGroupAssignments(group: number, assignments: readonly number[]): void {
    this.#parts.groupAssignments.set(group, assignments)
    const members = this.membersOf(group)
    if (members.size > FEW) this.dropAll()
    else for (const person of members) this.drop(person)
  }

  #bag(bags: Pages<Bag>, at: number): Bag {
    const known = bags.get(at)
    if (known !== undefined && this.#ownBags.has(known)) return known
    const bag = known === undefined ? new Bag() : known.fork()
    this.#ownBags.add(bag)
    bags.set(at, bag)
    return bag
  }
}
