/** A member as they are now, after a change or when asked for. */
import type { Deps } from '../deps.ts'
import { type UserAnswer, userAnswer } from '../answers/users.ts'
import type { Scene } from '../scene.ts'
import { lastSignIns } from './last-sign-ins.ts'

export async function oneUser({ store }: Deps, { living, ...rest }: Scene, id: string): Promise<UserAnswer> {
  const signIns = await lastSignIns(store, living.id, [id])
  const scene = { ...rest, living, snapshot: living.snapshot }
  return userAnswer(scene, scene.snapshot.members.get(id) ?? rest.snapshot.members.get(id)!, signIns.get(id))
}
