/** `expectation add`. */
import { addExpectation as command } from '../../core/change/add-expectation.ts'
import { expectationAnswer } from '../answers/expectations.ts'
import type { UseCase } from '../call.ts'
import { changed } from '../changed.ts'
import type { Deps } from '../deps.ts'
import { perform } from '../perform.ts'
import { stated } from './stated.ts'

export function addExpectation(deps: Deps): UseCase<'addExpectation'> {
  return (input, call) =>
    perform(
      deps,
      'addExpectation',
      input,
      call,
      (scene) => {
        const { text, note } = input.body
        return { command, input: { ...stated(scene, text), ...(note !== undefined && { note }) } }
      },
      (scene, events) => expectationAnswer(scene, changed(events, 'expectation.added').expectation),
    )
}
