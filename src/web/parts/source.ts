/** What gives somebody a permission. */

/** A role, directly or through a group. */
export type Source = {
  readonly role: string
  /** Name of the group through which it comes; absent where it is given directly. */
  readonly group?: string
}
