/** `access/matrix`: which of the permissions each person has at each scope. */
import { matrix } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Names } from './names.ts'

export function matrixAccess(deps: Deps): UseCase<'matrixAccess'> {
  return (input, call) =>
    ask(deps, 'matrixAccess', input, call, (scene) => {
      const { principals, scopes, permissions } = input.body
      const names = new Names(scene)
      const people = principals.map((ref) => names.principal(ref))
      const places = scopes.map((asked, at) => names.scope(asked, () => `/scopes/${at}`))
      const { snapshot, living, now } = scene
      return { revision: living.revision, allowed: matrix(snapshot, people, places, permissions, now) }
    })
}
