/**
 * The checks of one request by columns: every text once, and for each check which of them. People, permissions and
 * places come again and again in a list, so each is found once, whatever the list’s length.
 */
import type { ScopeInput } from '../../contract/shapes/request.ts'

export type Check = {
  readonly principal: string
  readonly permission: string
  readonly scope: ScopeInput
}

/** Numbers that stand for one check: of its person, permission and scope. */
const WIDTH = 3

export class CheckList {
  readonly principals: readonly string[]
  readonly permissions: readonly string[]
  readonly scopes: readonly ScopeInput[]
  /** For each check three indices, into the columns above in their order. */
  readonly cells: Uint16Array

  constructor(
    principals: readonly string[],
    permissions: readonly string[],
    scopes: readonly ScopeInput[],
    cells: Uint16Array,
  ) {
    this.principals = principals
    this.permissions = permissions
    this.scopes = scopes
    this.cells = cells
  }

  static of(checks: readonly Check[]): CheckList {
    const people = new Column<string>()
    const keys = new Column<string>()
    const places = new Column<ScopeInput>()
    const cells = new Uint16Array(checks.length * WIDTH)
    for (const [at, { principal, permission, scope }] of checks.entries()) {
      cells[at * WIDTH] = people.indexOf(principal)
      cells[at * WIDTH + 1] = keys.indexOf(permission)
      cells[at * WIDTH + 2] = places.indexOf(scope)
    }
    return new CheckList(people.values, keys.values, places.values, cells)
  }

  /** As the contract has them, one by one. */
  get checks(): Check[] {
    const { principals, permissions, scopes, cells } = this
    return Array.from({ length: cells.length / WIDTH }, (_, at) => ({
      principal: principals[cells[at * WIDTH]!]!,
      permission: permissions[cells[at * WIDTH + 1]!]!,
      scope: scopes[cells[at * WIDTH + 2]!]!,
    }))
  }

  /** The check in which a scope comes first. @param scope its index */
  firstWithScope(scope: number): number {
    let at = 0
    while (this.cells[at * WIDTH + 2] !== scope) at++
    return at
  }
}

/** Equal texts share an index; objects, which few clients send, do not. */
class Column<T> {
  readonly values: T[] = []
  readonly #indices = new Map<T, number>()

  indexOf(value: T): number {
    const known = this.#indices.get(value)
    if (known !== undefined) return known
    this.#indices.set(value, this.values.length)
    return this.values.push(value) - 1
  }
}
