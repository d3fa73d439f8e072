/** `access lint`: what is allowed, and somebody should look at, with names in place of ids. */
import type { Unparsed } from '../../contract/table.ts'
import { assignmentOf, type Finding, lint } from '../../core/index.ts'
import { scopeAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { may } from '../visible.ts'

type FindingAnswer = Unparsed<'lintAccess'>['items'][number]
type About = FindingAnswer['about'][number]

const SHOWN = 1000

export function lintAccess(deps: Deps): UseCase<'lintAccess'> {
  return (input, call) =>
    ask(deps, 'lintAccess', input, call, (scene) => {
      const groups = may(scene, 'organization.group.read')
      const findings = lint(scene.snapshot, scene.now).filter(
        (finding) => groups || !aboutGroup(scene, finding),
      )
      return {
        revision: revisionOf(scene),
        total: findings.length,
        left_out: groups ? [] : ['groups'],
        items: findings.slice(0, SHOWN).map((finding) => findingAnswer(scene, finding)),
      }
    })
}

function aboutGroup({ snapshot }: Scene, { about }: Finding): boolean {
  return about.some(
    (id) => snapshot.groups.get(id) !== undefined || assignmentOf(snapshot, id)?.subject.type === 'group',
  )
}

function findingAnswer(scene: Scene, { rule, about, scope, detail, permissions }: Finding): FindingAnswer {
  return {
    rule,
    about: about.map((id) => aboutAnswer(scene, id)),
    ...(scope !== undefined && { scope: scopeAnswer(scene.snapshot, scope) }),
    detail: detail.replaceAll(/`([a-z]{3}_\w+)`/g, (_, id: string) => `\`${aboutAnswer(scene, id).name}\``),
    ...(permissions !== undefined && { permissions: [...permissions] }),
  }
}

function aboutAnswer(scene: Scene, id: string): About {
  const { snapshot } = scene
  const role = snapshot.roles.get(id)
  if (role !== undefined) return { id, type: 'role', name: role.name }
  const group = snapshot.groups.get(id)
  if (group !== undefined) return { id, type: 'group', name: group.name }
  const assignment = assignmentOf(snapshot, id)
  if (assignment === undefined) return { id, type: 'user', name: emailOf(scene, id) || id }
  const { subject } = assignment
  return {
    id,
    type: 'assignment',
    name: `${snapshot.roles.get(assignment.role)!.name} for ${aboutAnswer(scene, subject.id).name}`,
  }
}
