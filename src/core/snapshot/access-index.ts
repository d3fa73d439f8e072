/**
 * Who holds what, by number: each person's direct assignments and seats, each group's assignments and members, each
 * scope's and role's assignments, and each role's permissions as a set. A fork shares everything it does not touch.
 */
import type { SeatSource } from '../model/group.ts'
import { Bag } from './bag.ts'
import { type Grants, GrantsPool, type Holding } from './grants.ts'
import { NumberPages, Pages } from './pages.ts'

export type Seating = { readonly group: number; readonly source: SeatSource }

/** One person; replaced as a whole when an event touches them. */
export type Entry = {
  readonly direct: readonly number[]
  readonly seats: readonly Seating[]
}

const NOBODY: Entry = { direct: [], seats: [] }

/** Up to this many members are dropped one by one when their group changes; beyond, everybody's grants are. */
const FEW = 256

type Parts = {
  readonly entries: Pages<Entry>
  /** What was computed of each person, as a position in the pool; 0 when nothing was. */
  computed: NumberPages<Int32Array>
  pool: GrantsPool
  readonly groupAssignments: Pages<readonly number[]>
  readonly groupMembers: Pages<Bag>
  readonly scopeAssignments: Pages<Bag>
  readonly roleAssignments: Pages<Bag>
  readonly roleSets: NumberPages<Int32Array>
}

const int32 = (size: number): Int32Array => new Int32Array(size)

function emptyParts(): Parts {
  return {
    entries: new Pages(),
    computed: new NumberPages(int32),
    pool: new GrantsPool(),
    groupAssignments: new Pages(),
    groupMembers: new Pages(),
    scopeAssignments: new Pages(),
    roleAssignments: new Pages(),
    roleSets: new NumberPages(int32),
  }
}

/** Where a load finds the numbers of an assignment. */
export type AssignmentColumns = {
  /** Number of the person, or complement of the number of the group. */
  readonly subjectOf: (assignment: number) => number
  readonly roleOf: (assignment: number) => number
  readonly scopeOf: (assignment: number) => number
}

/** Lists of numbers by number. */
class Lists {
  readonly #lists: number[][] = []

  push(at: number, value: number): void {
    const list = this.#lists[at]
    if (list === undefined) this.#lists[at] = [value]
    else list.push(value)
  }

  each(visit: (at: number, list: readonly number[]) => void): void {
    this.#lists.forEach((list, at) => visit(at, list))
  }
}

const EMPTY_BAG = new Bag()
const NO_NUMBERS: readonly number[] = []

export class AccessIndex {
  readonly #parts: Parts
  readonly #ownBags = new Set<Bag>()
  #settled = false
  /** How much of the pool is this fork's own records. */
  #provisional = 0

  constructor(parts = emptyParts()) {
    this.#parts = parts
  }

  fork(): AccessIndex {
    const parts = this.#parts
    return new AccessIndex({
      ...parts,
      entries: parts.entries.fork(),
      computed: parts.computed.fork(),
      groupAssignments: parts.groupAssignments.fork(),
      groupMembers: parts.groupMembers.fork(),
      scopeAssignments: parts.scopeAssignments.fork(),
      roleAssignments: parts.roleAssignments.fork(),
      roleSets: parts.roleSets.fork(),
    })
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

  /** What was last computed of a person, perhaps for another time. */
  grants(person: number): Grants | undefined {
    const { computed, pool } = this.#parts
    const position = computed.get(person)
    return position > 0 ? pool.at(position) : undefined
  }

  keep(person: number, holding: Holding): Grants {
    if (this.#parts.pool.isStale(this.#provisional)) this.dropAll()
    const { computed, pool } = this.#parts
    this.#dropRecord(person)
    const position = pool.add(holding)
    computed.remember(person, position)
    // A fork may be thrown away, and nobody would say so: until it is settled, its records count as dropped.
    if (!this.#settled) this.#provisional += pool.drop(position)
    return pool.at(position)
  }

  /** What was noted beside a person's kept grants; it is forgotten with them. */
  noted(person: number): unknown {
    const { computed, pool } = this.#parts
    return pool.notes.get(computed.get(person))
  }

  note<T>(person: number, note: T): T {
    const { computed, pool } = this.#parts
    pool.notes.set(computed.get(person), note)
    return note
  }

  settle(): void {
    this.#settled = true
    this.#parts.pool.restore(this.#provisional)
  }

  setRole(role: number, set: number): void {
    this.#parts.roleSets.set(role, set)
    this.dropAll()
  }

  /** Forgets what was computed for one person. */
  drop(person: number): void {
    this.#dropRecord(person)
    this.#parts.computed.set(person, 0)
  }

  /** Forgets what was computed for everybody, at once. */
  dropAll(): void {
    this.#parts.computed = new NumberPages(int32)
    this.#parts.pool = new GrantsPool()
    this.#provisional = 0
  }

  removePerson(person: number): void {
    this.#parts.entries.set(person, undefined)
    this.drop(person)
  }

  removeGroup(group: number): void {
    this.#parts.groupMembers.set(group, undefined)
    this.#parts.groupAssignments.set(group, undefined)
  }

  addSeat(person: number, seating: Seating): void {
    const { direct, seats } = this.entry(person)
    this.#setEntry(person, { direct, seats: [...seats, seating] })
    this.#bag(this.#parts.groupMembers, seating.group).add(person)
  }

  removeSeat(person: number, group: number): void {
    const { direct, seats } = this.entry(person)
    this.#setEntry(person, { direct, seats: seats.filter((seat) => seat.group !== group) })
    this.#bag(this.#parts.groupMembers, group).remove(person)
  }

  /** @param subject number of the person, or complement of the number of the group */
  addAssignment(assignment: number, subject: number, role: number, scope: number): void {
    this.#bag(this.#parts.scopeAssignments, scope).add(assignment)
    this.#bag(this.#parts.roleAssignments, role).add(assignment)
    if (subject < 0) this.#setGroupAssignments(~subject, [...this.assignmentsOfGroup(~subject), assignment])
    else this.#setDirect(subject, [...this.entry(subject).direct, assignment])
  }

  /** Adds the assignments of a load, all at once: one list for each holder, scope and role in place of one copy each. */
  load(count: number, { subjectOf, roleOf, scopeOf }: AssignmentColumns): void {
    const [direct, ofGroup, atScope, ofRole] = [new Lists(), new Lists(), new Lists(), new Lists()]
    for (let assignment = 0; assignment < count; assignment++) {
      const subject = subjectOf(assignment)
      if (subject < 0) ofGroup.push(~subject, assignment)
      else direct.push(subject, assignment)
      atScope.push(scopeOf(assignment), assignment)
      ofRole.push(roleOf(assignment), assignment)
    }
    const { entries, groupAssignments, scopeAssignments, roleAssignments } = this.#parts
    direct.each((person, list) => entries.set(person, { direct: list, seats: this.entry(person).seats }))
    ofGroup.each((group, list) => groupAssignments.set(group, list))
    atScope.each((scope, list) => scopeAssignments.set(scope, Bag.of(list)))
    ofRole.each((role, list) => roleAssignments.set(role, Bag.of(list)))
  }

  removeAssignment(assignment: number, subject: number, role: number, scope: number): void {
    this.#bag(this.#parts.scopeAssignments, scope).remove(assignment)
    this.#bag(this.#parts.roleAssignments, role).remove(assignment)
    const rest = (list: readonly number[]): readonly number[] => list.filter((other) => other !== assignment)
    if (subject < 0) this.#setGroupAssignments(~subject, rest(this.assignmentsOfGroup(~subject)))
    else this.#setDirect(subject, rest(this.entry(subject).direct))
  }

  #setDirect(person: number, direct: readonly number[]): void {
    this.#setEntry(person, { direct, seats: this.entry(person).seats })
  }

  #setEntry(person: number, entry: Entry): void {
    this.#parts.entries.set(person, entry)
    this.drop(person)
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

  #dropRecord(person: number): void {
    const position = this.#parts.computed.get(person)
    if (position > 0) this.#parts.pool.drop(position)
  }
}
