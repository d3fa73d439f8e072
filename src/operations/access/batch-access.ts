/** `access/batch`: many checks of one revision, each answered as it would be alone. */
import type { Unparsed } from '../../contract/table.ts'
import { decideMany } from '../../core/index.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { askAsOf, asOf } from '../past/ask-as-of.ts'
import { idOf, scopeFor, scopeText } from '../resolve.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { CheckList } from './check-list.ts'

export function batchAccess(deps: Deps): UseCase<'batchAccess'> {
  return (input, call) =>
    askAsOf(deps, 'batchAccess', input, call, (scene) => {
      const { body } = input
      return answersTo(scene, body instanceof CheckList ? body : CheckList.of(body.checks))
    })
}

function answersTo(scene: Scene, list: CheckList): Unparsed<'batchAccess'> {
  const { members } = scene.snapshot
  const people = list.principals.map((ref) => members.numberOf(ref))
  const principals = list.principals.slice()
  for (const [index, ref] of list.principals.entries()) {
    // Most programs ask by id. No e-mail looks like one, so who is found by it need not be looked for by e-mail.
    if (people[index] !== undefined) continue
    const id = idOf(scene, ref) ?? ref
    principals[index] = id
    people[index] = members.numberOf(id)
  }
  const places = list.scopes.map((asked, index) => {
    const isText = typeof asked === 'string'
    const field = isText ? undefined : `/checks/${list.firstWithScope(index)}/scope`
    return scopeFor(scene, scopeText(scene, asked, field))
  })
  const { permissions, cells } = list
  const questions = { principals, people, permissions, places, cells }
  const decisions = decideMany(scene.snapshot, questions, scene.now)
  return { revision: revisionOf(scene), ...asOf(scene), decisions }
}
