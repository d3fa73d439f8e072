/** `user remove`: membership, assignments, seats, sessions and tokens here end in one change (S1-10). */
import { removeUser as command } from '../../core/change/remove-user.ts'
import { unlinkAccount } from '../../store/store.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireMember } from '../resolve.ts'
import { endAccess } from './end-access.ts'

export function removeUser(deps: Deps): UseCase<'removeUser'> {
  return (input, call) =>
    perform(
      deps,
      'removeUser',
      input,
      call,
      (scene) => {
        const { id } = requireMember(scene, input.params.user)
        return {
          command,
          input: { principal: id },
          extra: async () => [
            ...(await endAccess(deps, scene, id, { tokens: true })),
            ...unlinkAccount(
              deps.store.build,
              id,
              scene.snapshot.providers.map((provider) => provider.id),
            ),
          ],
        }
      },
      () => ({}),
    )
}
