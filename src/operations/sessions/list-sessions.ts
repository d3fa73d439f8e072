/**
 * `session list`: who is signed in here. From where and when last is for whoever could end it, and for oneself: it tells of
 * the whole session, whichever organization it was used in.
 */
import type { Unparsed } from '../../contract/table.ts'
import type { Session } from '../../store/store.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { pageOf } from '../lists.ts'
import { requireMember } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { may } from '../visible.ts'
import { openingHere } from './opening-here.ts'
import { begunAnswer, whereAnswer } from './session-answer.ts'

export function listSessions(deps: Deps): UseCase<'listSessions'> {
  return (input, call) =>
    ask(deps, 'listSessions', input, call, async (scene) => {
      const { user } = input.query
      const wanted = user === undefined ? undefined : requireMember(scene, user).id
      const mayEnd = may(scene, 'organization.user.block')
      const open = await openingHere(deps, scene)
      const { items, next_cursor } = pageOf<Session>(deps, input.query, {
        operation: 'listSessions',
        organization: scene.living.id,
        items: open.filter((session) => wanted === undefined || session.account === wanted),
        key: ({ id }) => id,
        sorts: {
          created_at: ({ createdAt }) => createdAt,
          email: (session) => emailOf(scene, session.account),
        },
        usually: '-created_at',
        text: (session) => [emailOf(scene, session.account), session.method, session.id],
      })
      return {
        items: items.map((session) => sessionAnswer(scene, session, mayEnd)),
        next_cursor,
      }
    })
}

type Item = Unparsed<'listSessions'>['items'][number]

function sessionAnswer(scene: Scene, session: Session, mayEnd: boolean): Item {
  const { caller } = scene
  const { id, account } = session
  return {
    ...begunAnswer(session),
    ...(mayEnd || account === caller.account ? whereAnswer(session) : {}),
    user: { id: account, email: emailOf(scene, account) },
    current: id === caller.session,
  }
}
