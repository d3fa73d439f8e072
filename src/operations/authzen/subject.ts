/** Subjects of AuthZEN: people are of type `user`, programs of type `automation`. */
import type { AuthzenSubject } from '../../contract/shapes/authzen.ts'
import { emailOf } from '../answers/users.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'

type Named = Pick<AuthzenSubject, 'type' | 'id'>

/** No account: a text that no id can be. */
const NOBODY = ' '

/** @returns the account’s id, or a text that is nobody’s where there is no such subject of that type */
export function subjectId(scene: Scene, { type, id }: Named): string {
  const found = idOf(scene, id) ?? scene.living.idOfUsername(id) ?? id
  const member = scene.snapshot.members.get(found)
  return member === undefined || member.type === type ? found : found + NOBODY
}

/** The name under which an account is found again: its username where that is unique here, else its e-mail. */
export function subjectName(scene: Scene, account: string): string {
  const { username } = scene.living.person(account) ?? {}
  const isUnique = username !== undefined && scene.living.idOfUsername(username) === account
  return isUnique ? username : emailOf(scene, account)
}
