/** `access check`: no database on this path. */
import { decide } from '../../core/index.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { revisionOf } from '../scene.ts'
import { questionOf } from './question.ts'

export function checkAccess(deps: Deps): UseCase<'checkAccess'> {
  return (input, call) =>
    askAsOf(deps, 'checkAccess', input, call, (scene) => {
      const { principal, permission, scope, shownScope, suggestions } = questionOf(scene, input.body)
      const verdict = decide(scene.snapshot, principal, permission, scope, scene.now)
      return {
        ...verdict,
        permission,
        scope: shownScope,
        principal,
        revision: revisionOf(scene),
        ...asOf(scene),
        ...(suggestions !== undefined && { suggestions: [...suggestions] }),
      }
    })
}
