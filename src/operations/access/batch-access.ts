/** `access/batch`: many checks of one revision, each answered as it would be alone. */
import type { Unparsed } from '../../contract/table.ts'
import { decideMany } from '../../core/index.ts'
import { NONE } from '../../core/snapshot/byte-names.ts'
import type { Call, Input, Result, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, askNow, asOf } from '../past/ask-as-of.ts'
import { idOf, scopeText } from '../resolve.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { visibleIn } from '../visible.ts'
import { BatchAnswer } from './batch-answer.ts'
import { CheckList } from './check-list.ts'

export function batchAccess(deps: Deps): UseCase<'batchAccess'> {
  return (input, call) => askAsOf(deps, 'batchAccess', input, call, (scene) => answersTo(scene, input))
}

/** The same at once; `undefined` where something has to be waited for, or refused, which the other does and notes. */
export function batchAccessNow(
  deps: Deps,
): (input: Input<'batchAccess'>, call: Call) => Result<'batchAccess'> | undefined {
  return (input, call) => askNow(deps, 'batchAccess', input, call, (scene) => answersTo(scene, input))
}

function answersTo(scene: Scene, { body }: Input<'batchAccess'>): Unparsed<'batchAccess'> {
  const list = body instanceof CheckList ? body : CheckList.of(body.checks)
  const { members, vocabulary } = scene.snapshot
  const { principals, permissions } = list
  const principal = (index: number): string => {
    const ref = principals.at(index)
    return idOf(scene, ref) ?? ref
  }
  const permission = (index: number): string => permissions.at(index)
  const questions = {
    principal,
    permission,
    // Most programs ask by id. No e-mail looks like one, so who is found by it need not be looked for by e-mail.
    people: byText(principals.numbersIn(members.names), (index) => members.numberOf(principal(index))),
    bits: byText(permissions.numbersIn(vocabulary.names), (index) => vocabulary.bitOf(permission(index))),
    places: placesOf(scene, list),
  }
  return new BatchAnswer(decideMany(scene.snapshot, questions, scene.now), revisionOf(scene), asOf(scene))
}

/** Looks up by text what was not found by its bytes. */
function byText(numbers: Int32Array, find: (index: number) => number | undefined): Int32Array {
  for (let index = 0; index < numbers.length; index++)
    if (numbers[index] === NONE) numbers[index] = find(index) ?? NONE
  return numbers
}

/** Without those that the caller may not know of. */
function placesOf(scene: Scene, { scopes }: CheckList): Int32Array {
  const places = byText(scopes.numbersIn(scene.snapshot.scopes.names), (index) => {
    const text = scopeText(scene, scopes.at(index), `/checks/${index}/scope`)
    return scene.snapshot.scopes.find(text)
  })
  const isSeen = visibleIn(scene)
  for (let index = 0; index < places.length; index++)
    if (places[index] !== NONE && !isSeen(places[index]!)) places[index] = NONE
  return places
}
