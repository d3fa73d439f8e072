/** `access test`: whether statements hold that nobody pinned, as a check in somebody's own CI. */
import type { Unparsed } from '../../contract/table.ts'
import { statedExpectation } from '../../core/change/add-expectation.ts'
import { certify, type Failing, failing, isRefusal } from '../../core/index.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { stated } from './stated.ts'

type Tested = Unparsed<'testExpectations'>['items'][number]

const SHOWN = 100

export function testExpectations(deps: Deps): UseCase<'testExpectations'> {
  return (input, call) =>
    ask(deps, 'testExpectations', input, call, (scene) => {
      const items = input.body.expectations.map((text) => tested(scene, text))
      return { revision: revisionOf(scene), passed: items.every(({ holds }) => holds), items }
    })
}

function tested(scene: Scene, text: string): Tested {
  const wrong = (problem: string): Tested => ({ text, holds: false, problem, total: 0, failing: [] })
  try {
    const expectation = statedExpectation(scene.snapshot, stated(scene, text))
    if (isRefusal(expectation)) return wrong(expectation.detail)
    const all = failing(scene.snapshot, { id: '', ...expectation }, scene.now)
    const shown = all.slice(0, SHOWN).map((one) => failingAnswer(scene, one))
    return { text, holds: all.length === 0, total: all.length, failing: shown }
  } catch (error) {
    if (error instanceof Refused) return wrong(error.refusal.detail)
    throw error
  }
}

/** With what gate 5 says there, for that is what is judged. */
function failingAnswer(scene: Scene, { expectation, principal, scope }: Failing): Tested['failing'][number] {
  const { gates } = certify(scene.snapshot, principal, expectation.permission, scope, scene.now)
  return {
    principal,
    email: emailOf(scene, principal),
    scope: scopeAnswer(scene.snapshot, scope),
    code: gates.find(({ gate }) => gate === 'permission')?.code ?? 'ALLOWED',
  }
}
