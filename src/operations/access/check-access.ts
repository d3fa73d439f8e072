/** `access check`: no database on this path, and nothing to wait for where memory is fresh. */

import type { Unparsed } from '../../contract/table.ts'
import { decideFound } from '../../core/index.ts'
import type { Call, Input, Result, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, askNow, asOf } from '../past/ask-as-of.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { questionOf } from './question.ts'

export function checkAccess(deps: Deps): UseCase<'checkAccess'> {
  return (input, call) => askAsOf(deps, 'checkAccess', input, call, (scene) => verdictIn(scene, input))
}

/** The same at once; `undefined` where something has to be waited for, or refused, which the other does and notes. */
export function checkAccessNow(
  deps: Deps,
): (input: Input<'checkAccess'>, call: Call) => Result<'checkAccess'> | undefined {
  return (input, call) => askNow(deps, 'checkAccess', input, call, (scene) => verdictIn(scene, input))
}

function verdictIn(scene: Scene, input: Input<'checkAccess'>): Unparsed<'checkAccess'> {
  const { principal, permission, numbers, shownScope, suggestions } = questionOf(scene, input.body)
  const { allowed, code } = decideFound(scene.snapshot, principal, permission, numbers)
  const revision = revisionOf(scene)
  const answer = { allowed, code, permission, scope: shownScope, principal, revision }
  // The usual answer is made in one go.
  if (scene.today === undefined && suggestions === undefined) return answer
  return { ...answer, ...asOf(scene), ...(suggestions !== undefined && { suggestions: [...suggestions] }) }
}
