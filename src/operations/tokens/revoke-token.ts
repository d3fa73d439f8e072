/** `token revoke`: the token ends at once; with a service token its account goes, in the same change. */
import { revokePersonalToken } from '../../core/change/issue-personal-token.ts'
import { removeUser } from '../../core/change/remove-user.ts'
import { refuse } from '../../core/index.ts'
import { revokeToken as endToken, type Token, tokenById, type Write } from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'
import { type EitherPlan, planned } from './either-plan.ts'

export function revokeToken(deps: Deps): UseCase<'revokeToken'> {
  return async (input, call) => {
    const { token: id } = input.params
    const found = await tokenById(deps.store, id)
    // It is looked up before it is known whether the caller may: so that one's own is known to be one's own.
    const isOwn = found?.kind === 'personal' && found.account === call.caller?.account
    const asked: Call = isOwn ? { ...call, ownToken: id } : call
    return perform(
      deps,
      'revokeToken',
      input,
      asked,
      async (scene) => planOf(deps, scene, await tokenHere(deps, scene, id)),
      () => ({}),
    )
  }
}

/** @throws Refused NOT_FOUND, also for a token of another organization */
async function tokenHere({ store }: Deps, { living }: Scene, id: string): Promise<Token> {
  const token = await tokenById(store, id)
  if (token?.organization === living.id && token.revokedAt === undefined) return token
  throw new Refused(
    refuse('NOT_FOUND', `no token \`${id}\``, { field: '/token', next: 'compartment token list' }),
  )
}

function planOf(deps: Deps, { snapshot, call, now }: Scene, token: Token): EitherPlan {
  const { id, kind, account, name, organization } = token
  const extra = (): Write[] => [
    ...endToken(deps.store.build, id, now),
    ...activity(deps, {
      type: 'token.revoked',
      organization,
      actor: actorOf(call),
      at: now,
      data: { token: id, kind, account, name },
    }),
  ]
  const goes = kind === 'service' && snapshot.members.get(account) !== undefined
  if (!goes) return planned(revokePersonalToken, { input: {}, extra })
  return planned(removeUser, { input: { principal: account }, through: { type: 'token', id }, extra })
}
