/** `user show`. */
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { requireMember } from '../resolve.ts'
import { oneUser } from './one-user.ts'

export function showUser(deps: Deps): UseCase<'showUser'> {
  return (input, call) =>
    ask(deps, 'showUser', input, call, (scene) =>
      oneUser(deps, scene, requireMember(scene, input.params.user).id),
    )
}
