/** A finding: something that is allowed, and that someone should look at. */
export type Rule =
  | 'shadowing'
  | 'mixed_group'
  | 'dead_assignment'
  | 'same_role_for_several'
  | 'management_with_deploy'

export type Finding = {
  readonly rule: Rule
  /** Ids of what it is about, the first one first. */
  readonly about: readonly string[]
  /** Id of the scope, where there is one. */
  readonly scope?: string
  /** Lower case, no full stop; ids in backticks, which readers replace by names. */
  readonly detail: string
  /** Permission keys that matter to it. */
  readonly permissions?: readonly string[]
}
