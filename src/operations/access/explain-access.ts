/** `access explain`: the decision with everything it rests on, as far as the reader may see it. */
import { certify } from '../../core/index.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { explanationAnswer } from './explanation.ts'
import { questionOf } from './question.ts'

export function explainAccess(deps: Deps): UseCase<'explainAccess'> {
  return (input, call) =>
    ask(deps, 'explainAccess', input, call, (scene) => {
      const { principal, permission, scope, shownScope, suggestions } = questionOf(scene, input.body)
      const certificate = certify(scene.snapshot, principal, permission, scope, scene.now)
      const { allowed, code } = certificate
      return {
        allowed,
        code,
        permission,
        scope: shownScope,
        principal,
        revision: scene.living.revision,
        ...(suggestions !== undefined && { suggestions: [...suggestions] }),
        explanation: explanationAnswer(scene, certificate, input.body.principal),
      }
    })
}
