/**
 * The checks of one request by columns: every value once, and for each check which of them. People, permissions and
 * places come again and again in a list, so each is found once, whatever the list’s length.
 */
import type { ScopeInput } from '../../contract/shapes/request.ts'
import type { NameTable } from '../../core/snapshot/name-table.ts'

export type Check = {
  readonly principal: string
  readonly permission: string
  readonly scope: ScopeInput
}

/** The values of one field, each once. */
export type Column<T = string> = {
  readonly length: number
  readonly at: (index: number) => T
  /** @returns `undefined` also where it has to be looked up by its text */
  readonly numberIn: (names: NameTable, index: number) => number | undefined
}

/** Numbers that stand for one check: of its person, permission and scope. */
const WIDTH = 3

export class CheckList {
  readonly principals: Column
  readonly permissions: Column
  readonly scopes: Column<ScopeInput>
  /** For each check three indices, into the columns above in their order. */
  readonly cells: Uint16Array

  constructor(principals: Column, permissions: Column, scopes: Column<ScopeInput>, cells: Uint16Array) {
    this.principals = principals
    this.permissions = permissions
    this.scopes = scopes
    this.cells = cells
  }

  static of(checks: readonly Check[]): CheckList {
    const people = new Values<string>()
    const keys = new Values<string>()
    const places = new Values<ScopeInput>()
    const cells = new Uint16Array(checks.length * WIDTH)
    for (const [at, { principal, permission, scope }] of checks.entries()) {
      cells[at * WIDTH] = people.indexOf(principal)
      cells[at * WIDTH + 1] = keys.indexOf(permission)
      cells[at * WIDTH + 2] = places.indexOf(scope)
    }
    return new CheckList(people, keys, places, cells)
  }

  /** As the contract has them, one by one. */
  get checks(): Check[] {
    const { principals, permissions, scopes, cells } = this
    return Array.from({ length: cells.length / WIDTH }, (_, at) => ({
      principal: principals.at(cells[at * WIDTH]!),
      permission: permissions.at(cells[at * WIDTH + 1]!),
      scope: scopes.at(cells[at * WIDTH + 2]!),
    }))
  }

  /** The check in which a scope comes first. @param scope its index */
  firstWithScope(scope: number): number {
    let at = 0
    while (this.cells[at * WIDTH + 2] !== scope) at++
    return at
  }
}

/** What is made of each value of a column. */
export function eachOf<R>({ length }: Column<unknown>, make: (index: number) => R): R[] {
  const made: R[] = []
  for (let index = 0; index < length; index++) made.push(make(index))
  return made
}

/** Equal texts share an index; objects, which few clients send, do not. */
class Values<T extends ScopeInput> implements Column<T> {
  readonly #values: T[] = []
  readonly #indices = new Map<T, number>()

  get length(): number {
    return this.#values.length
  }

  indexOf(value: T): number {
    const known = this.#indices.get(value)
    if (known !== undefined) return known
    this.#indices.set(value, this.#values.length)
    return this.#values.push(value) - 1
  }

  at(index: number): T {
    return this.#values[index]!
  }

  numberIn(names: NameTable, index: number): number | undefined {
    const value = this.at(index)
    return typeof value === 'string' ? names.get(value) : undefined
  }
}
