/** A role: a named set of permission keys, built in (`system`) or made by the organization (`custom`). */
export type Role = {
  readonly id: string
  readonly name: string
  readonly kind: 'system' | 'custom'
  readonly description: string
  readonly permissions: readonly string[]
}
