/** Why a single sign-on let nobody in: told to the person, and noted for whoever has to find out. */
import { type Refusal, refuse } from '../../core/index.ts'
import { actorOf } from '../activity/record.ts'
import type { Call } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

/** As the activity log and the diagnosis know it. */
export type Cause =
  | 'provider'
  | 'response'
  | 'unverified_email'
  | 'unproven_account'
  | 'other_identity'
  | 'not_admitted'
  | 'blocked'
  | 'invitation'

/** Somebody whom the provider vouches for and who is not let in. */
export class NotAdmitted extends Refused {
  readonly why: Cause
  /** Id of the account that it would have been. */
  readonly account: string | undefined

  constructor(cause: Cause, refusal: Refusal, account?: string) {
    super(refusal)
    this.why = cause
    this.account = account
  }
}

export function noteRefusal(
  deps: Deps,
  at: { readonly organization: string; readonly provider: string; readonly account?: string | undefined },
  call: Call,
  cause: Cause,
): void {
  const { organization, provider, account } = at
  deps.activity.note({
    type: 'sign_in.failed',
    organization,
    actor: actorOf(call),
    at: call.now,
    data: { method: 'oidc', cause, provider, ...(account !== undefined && { account }) },
  })
}

/** @param why of what came back; nothing of it is repeated that a stranger could have written */
export function notCompleted(why: string): Refused {
  return new Refused(
    refuse('SIGN_IN_NOT_COMPLETED', `the sign-in was not completed: ${why}`, {
      next: 'start again on the sign-in page, in this browser',
    }),
  )
}
