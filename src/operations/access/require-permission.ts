/** A permission that a question is about; where the answer is a list, an unknown one is an error. */
import { nearest, refuse } from '../../core/index.ts'
import { Refused } from '../refused.ts'
import type { Scene } from '../scene.ts'

/** @throws Refused INVALID, with what may have been meant */
export function requirePermission({ snapshot }: Scene, key: string, field = '/permission'): string {
  if (snapshot.vocabulary.bitOf(key) !== undefined) return key
  const [suggestion] = nearest(key, snapshot.vocabulary.keys)
  const hint = suggestion === undefined ? '' : `: did you mean \`${suggestion}\`?`
  const detail = `no permission \`${key}\`${hint}`
  throw new Refused(refuse('INVALID', detail, { field, next: 'compartment permission list' }))
}
