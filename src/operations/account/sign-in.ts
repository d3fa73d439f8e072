/**
 * Signing in with e-mail and password. It opens the organizations that take passwords and in which the person is an
 * active member; whoever has none of those is answered as if the password were wrong.
 */
import { activity } from '../activity/record.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { beginSession, sessionResult } from './begin-session.ts'
import { badCredential, checkPassword, noteFailure } from './check-password.ts'
import { deviceName } from './device-name.ts'
import { leavePrevious } from './leave-previous.ts'
import { takesPasswordOf } from './takes-password.ts'

export function signIn(deps: Deps): UseCase<'signIn'> {
  return async ({ body }, call) => {
    const account = await checkPassword(deps, body, call)
    const open = (await deps.organizations.of(account.id)).filter((living) =>
      takesPasswordOf(living, account.id),
    )
    const asked = body.organization
    const opened = asked === undefined ? open : open.filter(({ name }) => name === asked)
    if (opened.length === 0) {
      noteFailure(deps, account.email, call, 'no_organization')
      throw badCredential()
    }
    await deps.throttle.succeeded(account.email, call.address, call.now)
    const begun = beginSession(deps, {
      account,
      epoch: account.epoch,
      method: 'password',
      settings: open.map(({ snapshot }) => snapshot.organization.settings),
      address: call.address,
      userAgent: call.userAgent,
      now: call.now,
    })
    const told = activity(deps, {
      type: 'session.started',
      organization: open.map(({ id }) => id),
      actor: { account: account.id, type: 'user', session: begun.id, address: call.address },
      at: call.now,
      data: { session: begun.id, method: 'password', device: deviceName(call.userAgent) },
    })
    const { outcome } = await deps.store.write([
      ...begun.writes,
      ...told,
      ...(await leavePrevious(deps, call)),
    ])
    if (outcome !== 'committed') throw notWritten()
    if (call.caller?.session !== undefined) await deps.sessions.followRevocations()
    return sessionResult(
      begun,
      account,
      body.answer_as,
      asked ?? (open.length === 1 ? open[0]!.name : undefined),
    )
  }
}
