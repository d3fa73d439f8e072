/**
 * Assignments by number, in columns: an organization may have a million, and most have neither dates nor a reason.
 * Role, scope and subject are numbers of the index; a group subject is stored as its complement.
 */
import type { Assignment } from '../model/assignment.ts'
import { OverlayMap } from './overlay-map.ts'
import { NumberPages, Pages } from './pages.ts'
import { Numbering } from './table.ts'

const int32 = (size: number): Int32Array => new Int32Array(size)
const float64 = (size: number): Float64Array => new Float64Array(size)

/** What few assignments have. */
type Rare = { readonly notBefore?: number; readonly expiresAt?: number; readonly reason?: string }

export type AssignmentNumbers = {
  readonly role: number
  readonly scope: number
  /** Number of the member, or complement of the number of the group. */
  readonly subject: number
}

type Columns = {
  readonly ids: Pages<string>
  readonly roles: NumberPages<Int32Array>
  readonly scopes: NumberPages<Int32Array>
  readonly subjects: NumberPages<Int32Array>
  readonly created: NumberPages<Float64Array>
  readonly rare: Pages<Rare>
}

function emptyColumns(): Columns {
  return {
    ids: new Pages(),
    roles: new NumberPages(int32),
    scopes: new NumberPages(int32),
    subjects: new NumberPages(int32),
    created: new NumberPages(float64),
    rare: new Pages(),
  }
}

function forkColumns(columns: Columns): Columns {
  return {
    ids: columns.ids.fork(),
    roles: columns.roles.fork(),
    scopes: columns.scopes.fork(),
    subjects: columns.subjects.fork(),
    created: columns.created.fork(),
    rare: columns.rare.fork(),
  }
}

export class Assignments {
  readonly #numbers: OverlayMap<number>
  readonly #numbering: Numbering
  readonly #columns: Columns

  constructor(numbers = new OverlayMap<number>(), numbering = new Numbering(), columns = emptyColumns()) {
    this.#numbers = numbers
    this.#numbering = numbering
    this.#columns = columns
  }

  fork(): Assignments {
    return new Assignments(this.#numbers.fork(), this.#numbering.fork(), forkColumns(this.#columns))
  }

  settle(): void {
    this.#numbers.settle()
    this.#numbering.settle()
  }

  find(id: string): number | undefined {
    return this.#numbers.get(id)
  }

  add(assignment: Assignment, { role, scope, subject }: AssignmentNumbers): number {
    const number = this.#numbering.take()
    const { ids, roles, scopes, subjects, created, rare } = this.#columns
    this.#numbers.set(assignment.id, number)
    ids.set(number, assignment.id)
    roles.set(number, role)
    scopes.set(number, scope)
    subjects.set(number, subject)
    created.set(number, assignment.createdAt)
    const { notBefore, expiresAt, reason } = assignment
    const usual = notBefore === undefined && expiresAt === undefined && reason === undefined
    if (!usual) rare.set(number, { notBefore, expiresAt, reason })
    return number
  }

  delete(number: number): void {
    this.#numbers.delete(this.idOf(number))
    this.#columns.ids.set(number, undefined)
    if (this.rareOf(number) !== undefined) this.#columns.rare.set(number, undefined)
    this.#numbering.release(number)
  }

  idOf(number: number): string {
    return this.#columns.ids.get(number)!
  }

  roleOf(number: number): number {
    return this.#columns.roles.get(number)
  }

  scopeOf(number: number): number {
    return this.#columns.scopes.get(number)
  }

  subjectOf(number: number): number {
    return this.#columns.subjects.get(number)
  }

  createdAt(number: number): number {
    return this.#columns.created.get(number)
  }

  /** Dates and reason; `undefined` when it has none of them. */
  rareOf(number: number): Rare | undefined {
    return this.#columns.rare.get(number)
  }

  /** Numbers of the assignments that begin or end. */
  *dated(): IterableIterator<number> {
    for (const [number, { notBefore, expiresAt }] of this.#columns.rare.entries()) {
      if (notBefore !== undefined || expiresAt !== undefined) yield number
    }
  }

  *ids(): IterableIterator<string> {
    yield* this.#columns.ids.values()
  }
}
