/** A member as they are now, after a change or when asked for. */
import type { UserAnswer } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { userAnswers } from './user-answers.ts'

export async function oneUser(deps: Deps, scene: Scene, id: string): Promise<UserAnswer> {
  const [answer] = await userAnswers(deps, scene, [scene.snapshot.members.get(id)!])
  return answer!
}
