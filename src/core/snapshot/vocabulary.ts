/** The permissions an organization knows, built in and of its catalogues, as bits; the features that gate them, and resource types. */
import { ADMIN_ROLE } from '../catalogue/built-in-roles.ts'
import { PERMISSION_KEYS } from '../catalogue/permissions.ts'
import type { Catalogue, Feature, ResourceType } from '../model/catalogue.ts'
import type { Role } from '../model/role.ts'
import { NameTable } from './name-table.ts'

export class Vocabulary {
  /** Key by bit: the built-in keys first, in the catalogue's order, then each catalogue's. */
  readonly keys: readonly string[]
  /** Bits by key. */
  readonly names = new NameTable()
  readonly #gates: readonly (readonly Feature[])[]
  readonly features: readonly Feature[]
  /** Resource types of the catalogues, by name. */
  readonly types: ReadonlyMap<string, ResourceType>

  constructor(catalogues: readonly Catalogue[]) {
    const own = catalogues.flatMap((c) => c.families.flatMap((f) => f.permissions.map((p) => p.key)))
    this.keys = [...PERMISSION_KEYS, ...own]
    for (const [bit, key] of this.keys.entries()) this.names.set(key, bit)
    this.names.settle()
    this.features = catalogues.flatMap((c) => c.features)
    this.types = new Map(catalogues.flatMap((c) => (c.types ?? []).map((one) => [one.type, one] as const)))
    this.#gates = this.keys.map((key) => this.features.filter((feature) => feature.gates.includes(key)))
  }

  bitOf(key: string): number | undefined {
    return this.names.get(key)
  }

  /** The features that gate a permission. */
  gatesOf(bit: number): readonly Feature[] {
    return this.#gates[bit]!
  }

  isGated(bit: number): boolean {
    return this.#gates[bit]!.length > 0
  }

  /** The bits of a role's keys; a key that no catalogue has any more gives nothing. */
  bitsOf(role: Role): number[] {
    if (role.id === ADMIN_ROLE.id) return this.keys.map((_, bit) => bit)
    return role.permissions.flatMap((key) => this.bitOf(key) ?? [])
  }

  keysOf(bits: Iterable<number>): string[] {
    return Array.from(bits, (bit) => this.keys[bit]!)
  }
}
