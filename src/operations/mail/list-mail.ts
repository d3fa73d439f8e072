/** The letters that went to an organization's people, and what became of them; never what they say. */
import { type Mail, mailOfOrganization } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import { emailOf } from '../answers/users.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { onlyNewestFirst, sealing } from '../lists.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { mailIsConfigured } from './post.ts'

export function listMail(deps: Deps): UseCase<'listMail'> {
  return (input, call) =>
    ask(deps, 'listMail', input, call, async (scene) => {
      const { query } = input
      onlyNewestFirst(query.sort)
      const seal = sealing(deps, query, { operation: 'listMail', organization: scene.living.id })
      const before = query.cursor === undefined ? undefined : seal.open(query.cursor).key
      const account = query.user === undefined ? undefined : (idOf(scene, query.user) ?? '')
      const found = await mailOfOrganization(deps.store, scene.living.id, {
        state: query.state,
        account,
        text: query.q,
        before,
        limit: query.limit + 1,
      })
      const page = found.slice(0, query.limit)
      const last = found.length > query.limit ? page.at(-1) : undefined
      return {
        items: page.map((mail) => letterAnswer(scene, mail)),
        next_cursor: last === undefined ? null : seal.close({ value: last.createdAt, key: last.id }),
        configured: mailIsConfigured(deps),
      }
    })
}

function letterAnswer(scene: Scene, mail: Mail) {
  const { id, kind, account, address, state, attempts, createdAt, settledAt, nextTryAt, answer } = mail
  return {
    id,
    kind,
    user: { id: account, email: emailOf(scene, account) },
    address,
    state,
    attempts,
    created_at: instant(createdAt),
    ...(settledAt !== undefined && { settled_at: instant(settledAt) }),
    ...(nextTryAt !== undefined && { next_try_at: instant(nextTryAt) }),
    ...(answer !== undefined && { detail: answer }),
  }
}
