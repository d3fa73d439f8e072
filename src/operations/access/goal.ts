/** What somebody means to do, as a diagnosis and its remedies are asked about it. */
import type { Input } from '../../contract/table.ts'
import { type Goal, nearest, PERMISSIONS, refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'
import { placeOf } from './question.ts'
import { requirePermission } from './require-permission.ts'

type Asked = Input<'diagnoseAccess'>['body']['goal']

/** @throws Refused INVALID for a permission or feature that there is not */
export function goalOf(scene: Scene, goal: Asked = {}): Goal {
  const { snapshot } = scene
  if (goal.permission !== undefined && goal.scope !== undefined) {
    const permission = requirePermission(scene, keyMeant(scene, goal.permission), '/goal/permission')
    const { text, number, scope } = placeOf(scene, goal.scope, '/goal/scope')
    const shown = number === undefined ? text.trim() : snapshot.scopes.at(number).path
    return { kind: 'permission', permission, scope, shown }
  }
  if (goal.feature === undefined) return { kind: 'sign_in' }
  return { kind: 'feature', feature: requireFeature(scene, goal.feature) }
}

/** What somebody says they mean to do, in the words in which the catalogue puts it: `change variables`. */
function keyMeant({ snapshot: { vocabulary, catalogues } }: Scene, asked: string): string {
  if (vocabulary.bitOf(asked) !== undefined) return asked
  const own = catalogues.flatMap(({ families }) => families.flatMap(({ permissions }) => permissions))
  const wanted = phrase(asked)
  const meant = [...PERMISSIONS, ...own].filter(({ capability }) => phrase(capability) === wanted)
  return meant.length === 1 ? meant[0]!.key : asked
}

function phrase(text: string): string {
  return text.trim().toLowerCase().replaceAll(/\s+/g, ' ')
}

function requireFeature({ snapshot: { vocabulary } }: Scene, asked: string): string {
  const keys = vocabulary.features.map(({ key }) => key)
  if (keys.includes(asked)) return asked
  const [suggestion] = nearest(asked, keys)
  const hint = suggestion === undefined ? '' : `: did you mean \`${suggestion}\`?`
  const told = { field: '/goal/feature', next: 'compartment feature list' }
  throw new Refused(refuse('INVALID', `no feature \`${asked}\`${hint}`, told))
}
