/** `access explain`: the decision with everything it rests on, as far as the reader may see it. */
import { certify } from '../../core/index.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { revisionOf } from '../scene.ts'
import { explanationAnswer } from './explanation.ts'
import { questionOf } from './question.ts'

export function explainAccess(deps: Deps): UseCase<'explainAccess'> {
  return (input, call) =>
    askAsOf(deps, 'explainAccess', input, call, (scene) => {
      const { principal, permission, scope, shownScope, suggestions } = questionOf(scene, input.body)
      const certificate = certify(scene.snapshot, principal, permission, scope, scene.now)
      const { allowed, code } = certificate
      return {
        allowed,
        code,
        permission,
        scope: shownScope,
        principal,
        revision: revisionOf(scene),
        ...asOf(scene),
        ...(suggestions !== undefined && { suggestions: [...suggestions] }),
        explanation: explanationAnswer(scene, certificate, input.body.principal),
      }
    })
}
