/** A source as answers show it; what its account was given is shown to whoever sees the source. */
import type { Unparsed } from '../../contract/table.ts'
import type { Source } from '../../core/index.ts'
import { assignmentAt } from '../../core/snapshot/state.ts'
import { instant } from '../answers/instants.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import type { Scene } from '../scene.ts'
import { sees } from '../visible.ts'

export function sourceAnswer(scene: Scene, source: Source): Unparsed<'showSource'> {
  const { snapshot } = scene
  const { id, name, url, branch, account, createdAt } = source
  const project = source.project === undefined ? undefined : snapshot.projects.get(source.project)
  return {
    id,
    name,
    type: 'git',
    url,
    branch,
    project: project === undefined ? null : { id: project.id, name: project.name },
    account: { id: account, email: emailOf(scene, account) },
    access: accessOf(scene, account),
    connected_at: instant(createdAt),
  }
}

/** At places that the reader may know. */
function accessOf(scene: Scene, account: string): Unparsed<'showSource'>['access'] {
  const { snapshot } = scene
  const person = snapshot.members.numberOf(account)
  if (person === undefined) return []
  return snapshot.index.entry(person).direct.flatMap((number) => {
    if (!sees(scene, snapshot.assignments.scopeOf(number))) return []
    const { role, scope } = assignmentAt(snapshot, number)
    const name = snapshot.roles.get(role)!.name
    return [{ role: { id: role, name }, scope: scopeAnswer(snapshot, scope) }]
  })
}
