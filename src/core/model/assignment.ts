/** An assignment: a role, at a scope, for a user or a group, optionally between two instants. */
export type Subject = { readonly type: 'user' | 'group'; readonly id: string }

export type Assignment = {
  readonly id: string
  readonly role: string
  /** Id of the organization, project or environment. */
  readonly scope: string
  readonly subject: Subject
  /** Epoch milliseconds, inclusive. */
  readonly notBefore?: number
  /** Epoch milliseconds, exclusive. */
  readonly expiresAt?: number
  readonly reason?: string
  readonly createdAt: number
}

/** The two instants between which an assignment is in force; open ends are infinite. */
export function period(
  a: Pick<Assignment, 'notBefore' | 'expiresAt'>,
): readonly [from: number, until: number] {
  return [a.notBefore ?? Number.NEGATIVE_INFINITY, a.expiresAt ?? Number.POSITIVE_INFINITY]
}
