/** `expectation remove`. */
import { removeExpectation as command } from '../../core/change/remove-expectation.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'

export function removeExpectation(deps: Deps): UseCase<'removeExpectation'> {
  return (input, call) =>
    perform(
      deps,
      'removeExpectation',
      input,
      call,
      () => ({ command, input: { expectation: input.params.expectation } }),
      () => ({}),
    )
}
