/** `whoami`: who is signed in, how, and where they are a member. */
import { refuse } from '../../core/index.ts'
import { accountById, tokenById } from '../../store/store.ts'
import { organizationAnswer } from '../answers/things.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { Refused } from '../refused.ts'
import { callerOf, sceneOf } from '../scene.ts'
import { type TokenAnswer, tokenAnswer } from '../tokens/token-answer.ts'
import { ownOrganizations } from './own-organizations.ts'

export function whoAmI(deps: Deps): UseCase<'whoAmI'> {
  return async (_, call) => {
    const { account: id, method, token } = callerOf(call)
    const own = await ownOrganizations(deps, call)
    const account = await accountById(deps.store, id)
    if (account === undefined) throw new Refused(refuse('UNAUTHENTICATED', 'the account is gone'))
    const { email, name, type } = account
    const reach = token === undefined ? undefined : await reachOf(deps, token, own, call)
    return {
      answer: {
        id,
        email,
        name,
        type,
        method,
        organizations: own.map(({ snapshot }) => organizationAnswer(snapshot)),
        ...(reach !== undefined && { token: reach }),
      },
    }
  }
}

/** A token is good for one organization; where its owner cannot come in, it reaches nothing. */
async function reachOf(
  { store }: Deps,
  id: string,
  [living]: readonly LivingOrganization[],
  call: Call,
): Promise<TokenAnswer | undefined> {
  const token = await tokenById(store, id)
  return living && token && tokenAnswer(sceneOf(living, callerOf(call), call), token)
}
