/** `source disconnect`: the source goes, and with it its automation account and all that it could do. */
import { disconnectSource as command } from '../../core/change/disconnect-source.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { requireSource } from '../resolve-source.ts'
import { endAccess } from '../users/end-access.ts'

export function disconnectSource(deps: Deps): UseCase<'disconnectSource'> {
  return (input, call) =>
    perform(
      deps,
      'disconnectSource',
      input,
      call,
      (scene) => {
        const { id, account } = requireSource(scene, input.params.source)
        return {
          command,
          input: { source: id },
          through: { type: 'source', id },
          extra: () => endAccess(deps, scene, account, { tokens: true }),
        }
      },
      () => ({}),
    )
}
