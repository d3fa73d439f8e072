/**
 * Signing in with e-mail and password. It opens the organizations that take passwords and in which the person is an
 * active member; whoever has none of those is answered as if the password were wrong.
 */

import { normalEmail } from '../../core/model/email.ts'
import { revokeSession } from '../../store/store.ts'
import type { Call, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { beginSession, sessionResult } from './begin-session.ts'
import { badCredential, checkPassword } from './check-password.ts'

export function signIn(deps: Deps): UseCase<'signIn'> {
  return async ({ body }, call) => {
    const account = await checkPassword(deps, body, call)
    const open = (await deps.organizations.of(account.id)).filter((living) =>
      takesPasswordOf(living, account.id),
    )
    const asked = body.organization
    const opened = asked === undefined ? open : open.filter(({ name }) => name === asked)
    if (opened.length === 0) throw badCredential()
    deps.throttle.succeeded(normalEmail(body.email) ?? account.email)
    const begun = beginSession(deps, {
      account,
      epoch: account.epoch,
      method: 'password',
      settings: open.map(({ snapshot }) => snapshot.organization.settings),
      address: call.address,
      now: call.now,
    })
    const { outcome } = await deps.store.write(begun.writes)
    if (outcome !== 'committed') throw notWritten()
    await endPrevious(deps, call)
    return sessionResult(
      begun,
      account,
      body.answer_as,
      asked ?? (open.length === 1 ? open[0]!.name : undefined),
    )
  }
}

function takesPasswordOf({ snapshot }: LivingOrganization, account: string): boolean {
  const member = snapshot.members.get(account)
  if (member === undefined || member.type !== 'user' || member.status !== 'active') return false
  return member.access === 'allowed' && member.signInPath.password && snapshot.organization.passwords
}

/** A sign-in never continues the session that it was sent with. */
async function endPrevious({ store, sessions }: Deps, { caller, now }: Call): Promise<void> {
  if (caller?.session === undefined) return
  await store.write(revokeSession(store.build, caller.session, now))
  await sessions.followRevocations()
}
