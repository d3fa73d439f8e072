/** `token list`: tokens for this organization that were not revoked. */
import { type Token, tokensIn } from '../../store/store.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { requireMember } from '../resolve.ts'
import { tokenAnswer } from './token-answer.ts'

export function listTokens(deps: Deps): UseCase<'listTokens'> {
  return (input, call) =>
    ask(deps, 'listTokens', input, call, async (scene) => {
      const { user, kind } = input.query
      const wanted = user === undefined ? undefined : requireMember(scene, user).id
      await deps.sessions.flush()
      const tokens = await tokensIn(deps.store, scene.living.id)
      const { items, next_cursor } = pageOf<Token>(deps, input.query, {
        operation: 'listTokens',
        organization: scene.living.id,
        items: tokens.filter(
          (token) =>
            (wanted === undefined || token.account === wanted) && (kind === undefined || token.kind === kind),
        ),
        key: ({ id }) => id,
        sorts: {
          created_at: ({ createdAt }) => createdAt,
          expires_at: ({ expiresAt }) => expiresAt,
          name: ({ name }) => name,
        },
        usually: '-created_at',
        text: ({ id, name, prefix, account }) => [id, name, prefix, emailOf(scene, account)],
      })
      return { items: items.map((token) => tokenAnswer(scene, token)), next_cursor }
    })
}
