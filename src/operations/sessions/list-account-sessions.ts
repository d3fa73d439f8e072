/** One's own sessions, wherever they are. */
import type { Unparsed } from '../../contract/table.ts'
import { openSessionsOf, type Session } from '../../store/store.ts'
import type { Caller, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { callerOf } from '../scene.ts'
import { begunAnswer, whereAnswer } from './session-answer.ts'

export function listAccountSessions(deps: Deps): UseCase<'listAccountSessions'> {
  return async (_, call) => {
    const caller = callerOf(call)
    // Uses are written now and then; here they are looked at.
    await deps.sessions.flush()
    const open = await openSessionsOf(deps.store, caller.account, call.now)
    return { answer: { items: await Promise.all(open.map((session) => own(deps, session, caller))) } }
  }
}

type Item = Unparsed<'listAccountSessions'>['items'][number]

async function own({ organizations }: Deps, session: Session, caller: Caller): Promise<Item> {
  const { id, organization } = session
  const living = organization === undefined ? undefined : await organizations.withId(organization)
  return {
    ...begunAnswer(session),
    ...whereAnswer(session),
    current: id === caller.session,
    ...(living !== undefined && { organization: living.name }),
  }
}
