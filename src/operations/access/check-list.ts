/**
 * The checks of one request by columns: what is done for a field is done for all checks in one go, and a body that is
 * read by hand never makes texts of its names.
 */
import type { ScopeInput } from '../../contract/shapes/request.ts'
import { NONE } from '../../core/snapshot/byte-names.ts'
import type { NameTable } from '../../core/snapshot/name-table.ts'

export type Check = {
  readonly principal: string
  readonly permission: string
  readonly scope: ScopeInput
}

/** The values of one field, one for each check. */
export type Column<T = string> = {
  readonly length: number
  readonly at: (index: number) => T
  /** @returns the number of each, or `NONE` also where only its text can say more */
  readonly numbersIn: (names: NameTable) => Int32Array
}

export class CheckList {
  readonly principals: Column
  readonly permissions: Column
  readonly scopes: Column<ScopeInput>

  constructor(principals: Column, permissions: Column, scopes: Column<ScopeInput>) {
    this.principals = principals
    this.permissions = permissions
    this.scopes = scopes
  }

  static of(checks: readonly Check[]): CheckList {
    return new CheckList(
      new Values(checks.map(({ principal }) => principal)),
      new Values(checks.map(({ permission }) => permission)),
      new Values(checks.map(({ scope }) => scope)),
    )
  }

  /** As the contract has them, one by one. */
  get checks(): Check[] {
    const { principals, permissions, scopes } = this
    return Array.from({ length: principals.length }, (_, at) => ({
      principal: principals.at(at),
      permission: permissions.at(at),
      scope: scopes.at(at),
    }))
  }
}

class Values<T extends ScopeInput> implements Column<T> {
  readonly #values: readonly T[]

  constructor(values: readonly T[]) {
    this.#values = values
  }

  get length(): number {
    return this.#values.length
  }

  at(index: number): T {
    return this.#values[index]!
  }

  numbersIn(names: NameTable): Int32Array {
    return Int32Array.from(this.#values, (value) =>
      typeof value === 'string' ? (names.get(value) ?? NONE) : NONE,
    )
  }
}
