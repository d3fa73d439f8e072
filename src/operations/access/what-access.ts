/** `access what`: everything this person may do, there or everywhere. */
import { what } from '../../core/index.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { requireMember, requireScope } from '../resolve.ts'
import { revisionOf } from '../scene.ts'
import { sees } from '../visible.ts'

export function whatAccess(deps: Deps): UseCase<'whatAccess'> {
  return (input, call) =>
    askAsOf(deps, 'whatAccess', input, call, (scene) => {
      const { snapshot, now } = scene
      const { id } = requireMember(scene, input.body.principal, '/principal')
      const scope = input.body.scope === undefined ? undefined : requireScope(scene, input.body.scope)
      const items = what(snapshot, id, now, scope)
        .filter((allowed) => sees(scene, snapshot.scopes.find(allowed.scope)!))
        .map(({ scope: at, path, permissions }) => ({
          scope: scopeAnswer(snapshot, at),
          path,
          permissions: [...permissions],
        }))
      return { revision: revisionOf(scene), ...asOf(scene), items }
    })
}
