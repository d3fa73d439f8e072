/** A member as they are now, after a change or when asked for. */

import { instant } from '../answers/instants.ts'
import { type UserAnswer, userAnswer } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { lastSignIns } from './last-sign-ins.ts'

export async function oneUser({ store }: Deps, scene: Scene, id: string): Promise<UserAnswer> {
  const answer = userAnswer(scene, scene.snapshot.members.get(id)!)
  const at = (await lastSignIns(store, scene.living.id, [id])).get(id)
  return at === undefined ? answer : { ...answer, last_sign_in_at: instant(at) }
}
