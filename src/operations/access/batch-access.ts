/** `access/batch`: many checks of one revision, each answered as it would be alone. */
import type { Unparsed } from '../../contract/table.ts'
import { decideMany } from '../../core/index.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { idOf, scopeFor, scopeText } from '../resolve.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { sees } from '../visible.ts'
import { CheckList, eachOf } from './check-list.ts'

export function batchAccess(deps: Deps): UseCase<'batchAccess'> {
  return (input, call) =>
    askAsOf(deps, 'batchAccess', input, call, (scene) => {
      const { body } = input
      return answersTo(scene, body instanceof CheckList ? body : CheckList.of(body.checks))
    })
}

function answersTo(scene: Scene, list: CheckList): Unparsed<'batchAccess'> {
  const { members } = scene.snapshot
  const { principals, permissions, scopes, cells } = list
  const principal = (index: number): string => {
    const ref = principals.at(index)
    return idOf(scene, ref) ?? ref
  }
  const questions = {
    principal,
    // Most programs ask by id. No e-mail looks like one, so who is found by it need not be looked for by e-mail.
    people: eachOf(
      principals,
      (index) => principals.numberIn(members.names, index) ?? members.numberOf(principal(index)),
    ),
    permissions: eachOf(permissions, (index) => permissions.at(index)),
    places: eachOf(scopes, (index) => placeOf(scene, list, index)),
    cells,
  }
  const decisions = decideMany(scene.snapshot, questions, scene.now)
  return { revision: revisionOf(scene), ...asOf(scene), decisions }
}

/** @returns `undefined` where there is none, or none that the caller may know of */
function placeOf(scene: Scene, list: CheckList, index: number): number | undefined {
  const number = list.scopes.numberIn(scene.snapshot.scopes.names, index)
  if (number !== undefined) return sees(scene, number) ? number : undefined
  const asked = list.scopes.at(index)
  const field = typeof asked === 'string' ? undefined : `/checks/${list.firstWithScope(index)}/scope`
  return scopeFor(scene, scopeText(scene, asked, field))
}
