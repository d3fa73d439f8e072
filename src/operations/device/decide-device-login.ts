/** Lets a program in as oneself, or not: once, by the session that was shown who asks (TOK-10). */
import { refuse } from '../../core/index.ts'
import { accountById, decideDeviceLogin as decide } from '../../store/store.ts'
import { organizationIds } from '../account/own-organizations.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { callerOf } from '../scene.ts'
import { noSuchCode, waitingLogin } from './waiting-login.ts'

export function decideDeviceLogin(deps: Deps): UseCase<'decideDeviceLogin'> {
  return async ({ body }, call) => {
    const { store } = deps
    const { account } = callerOf(call)
    const { login, session } = await waitingLogin(deps, body.user_code, call)
    if (login.shownTo !== session) throw notShown()
    const owner = await accountById(store, account)
    if (owner === undefined) throw noSuchCode()
    const state = body.decision === 'approve' ? 'approved' : 'denied'
    const { outcome } = await store.write([
      ...decide(store.build, login.deviceHash, { state, session, epoch: owner.epoch, at: call.now }),
      ...activity(deps, {
        type: 'device_login.decided',
        organization: await organizationIds(deps, account),
        actor: actorOf(call),
        at: call.now,
        data: { client: login.client, decision: body.decision },
      }),
    ])
    if (outcome === 'conflict') throw noSuchCode()
    if (outcome !== 'committed') throw notWritten()
    return { answer: {} }
  }
}

function notShown(): Refused {
  const detail = 'look at who asks first: it was not shown in this session, or to another since'
  return new Refused(refuse('PRECONDITION_FAILED', detail, { field: '/user_code' }))
}
