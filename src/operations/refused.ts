/** A refusal on its way to the door that answers it. */
import type { ImpactAnswer, Problem } from '../contract/shapes/answer.ts'
import type { Refusal } from '../core/index.ts'

export type RefusedMore = {
  /** Named only to someone who may know it. */
  readonly requiredPermission?: string
  readonly scope?: string
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[]
  /** Who would gain and lose, as far as the reader may know them. */
  readonly impact?: ImpactAnswer
  /** What would no longer hold. */
  readonly expectations?: Problem['expectations']
  /** In place of the code's own status: 404 where the reader may not know that the thing exists. */
  readonly status?: number
}

export class Refused extends Error {
  readonly refusal: Refusal
  readonly more: RefusedMore

  constructor(refusal: Refusal, more: RefusedMore = {}) {
    super(refusal.detail)
    this.name = 'Refused'
    this.refusal = refusal
    this.more = more
  }
}
