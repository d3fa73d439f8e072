/** `access/batch`: many checks of one revision, each answered as it would be alone. */
import { decide } from '../../core/index.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { revisionOf } from '../scene.ts'
import { Names } from './names.ts'

export function batchAccess(deps: Deps): UseCase<'batchAccess'> {
  return (input, call) =>
    askAsOf(deps, 'batchAccess', input, call, (scene) => {
      const { snapshot, now } = scene
      const names = new Names(scene)
      const decisions = input.body.checks.map(({ principal, permission, scope }, at) => {
        const place = names.scope(scope, () => `/checks/${at}/scope`)
        return decide(snapshot, names.principal(principal), permission, place, now)
      })
      return { revision: revisionOf(scene), ...asOf(scene), decisions }
    })
}
