/** `whoami`: who is signed in, how, and where they are a member. */
import { refuse } from '../../core/index.ts'
import { accountById } from '../../store/store.ts'
import { organizationAnswer } from '../answers/things.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { ownOrganizations } from './own-organizations.ts'

export function whoAmI(deps: Deps): UseCase<'whoAmI'> {
  return async (_, call) => {
    const { account: id, method } = callerOf(call)
    const own = await ownOrganizations(deps, call)
    const account = await accountById(deps.store, id)
    if (account === undefined) throw new Refused(refuse('UNAUTHENTICATED', 'the account is gone'))
    const { email, name, type } = account
    return {
      answer: {
        id,
        email,
        name,
        type,
        method,
        organizations: own.map(({ snapshot }) => organizationAnswer(snapshot)),
      },
    }
  }
}
