/**
 * `user reset-password`: lets a member set a new password. It works only for somebody who signs in with a password, here
 * and nowhere else, and activates nobody (S0-4). The link goes out by mail; without a mail server it is shown once, and
 * only to somebody who may do everything that it would open (G1).
 */
import { OPERATIONS } from '../../contract/table.ts'
import { type Member, missingToActAs, refuse } from '../../core/index.ts'
import { type Account, accountById, organizationsOf } from '../../store/store.ts'
import { newResetLink } from '../account/reset-links.ts'
import { actingAs } from '../acting-as.ts'
import { activity, actorOf } from '../activity/record.ts'
import { instant } from '../answers/instants.ts'
import { authorize } from '../authorize.ts'
import type { Result, UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { inviterOf } from '../invitations/invitation-letter.ts'
import { mailIsConfigured, newLetterId, post } from '../mail/post.ts'
import { Refused } from '../refused.ts'
import { requireMember } from '../resolve.ts'
import { enter, type Scene, sceneOf } from '../scene.ts'

type Answer = Result<'resetUserPassword'>['answer']

export function resetUserPassword(deps: Deps): UseCase<'resetUserPassword'> {
  return async (input, call) => {
    const { living, caller } = await enter(deps, input.params.organization, call)
    const scene = sceneOf(living, caller, call)
    authorize(scene, OPERATIONS.resetUserPassword, input)
    const account = await resettable(deps, scene, requireMember(scene, input.params.user))
    const delivery = mailIsConfigured(deps) ? 'mail' : 'shown'
    if (delivery === 'shown') mayBeShown(scene, account)
    const told = { user: { id: account.id, email: account.email }, delivery } as const
    const { revision } = living
    if (input.query.dry_run === true) return { answer: { dry_run: true, ...told }, revision }
    return {
      answer: { ...told, ...(await issue(deps, scene, account, input.body.reason)) },
      revision,
      secret: true,
    }
  }
}

/** @throws Refused RESET_NOT_APPLICABLE with the reason and what helps instead */
async function resettable(deps: Deps, scene: Scene, member: Member): Promise<Account> {
  const { snapshot } = scene
  const refused = (detail: string, next?: string): Refused =>
    new Refused(
      refuse('RESET_NOT_APPLICABLE', detail, { field: '/user', ...(next !== undefined && { next }) }),
    )
  if (member.type === 'automation') throw refused('this is an automation account: it never signs in')
  const account = await accountById(deps.store, member.id)
  if (account === undefined) throw refused('this account is gone')
  const { email } = account
  if (member.status === 'invited') {
    const detail = 'this person has not accepted their invitation yet: a reset activates nobody'
    throw refused(detail, `compartment invitation resend ${email}`)
  }
  if (!snapshot.organization.passwords || account.passwordHash === undefined) {
    throw refused(
      'this person signs in with single sign-on and has no password here: it is reset at the provider',
    )
  }
  if (member.access === 'blocked') {
    throw refused(
      'this person is blocked: a new password lets nobody in',
      `compartment user unblock ${email}`,
    )
  }
  const elsewhere = (await organizationsOf(deps.store, account.id)).some(({ id }) => id !== scene.living.id)
  if (elsewhere) {
    throw refused(
      'this account belongs to another organization as well: only its owner resets it, with “Forgot password” on the sign-in page',
    )
  }
  return account
}

/** @throws Refused ESCALATION with what the caller lacks; one's own link never, that is what the present password is for */
function mayBeShown({ snapshot, caller, now }: Scene, { id }: Account): void {
  if (caller.account === id) {
    const detail =
      'there is no mail server, and your own link is not shown to you: change your password instead'
    throw new Refused(refuse('RESET_NOT_APPLICABLE', detail, { field: '/user' }))
  }
  const missing = missingToActAs(snapshot, actingAs(caller), id, now)
  if (missing.length === 0) return
  const count = missing.length === 1 ? `\`${missing[0]!.permission}\`` : `${missing.length} permissions`
  const detail = `the link cannot be shown to you, and there is no mail server to send it: you lack ${count} that it would open`
  throw new Refused(
    refuse('ESCALATION', detail, {
      missing,
      next: `compartment access grantors ${missing[0]!.permission} --at ${missing[0]!.scope}`,
    }),
  )
}

/** It is recorded before anybody sees it. */
async function issue(
  deps: Deps,
  scene: Scene,
  account: Account,
  reason: string | undefined,
): Promise<Pick<Answer, 'mail' | 'reset_url' | 'expires_at'>> {
  const { call, caller, now, living, snapshot } = scene
  const wait = await deps.throttle.mail(account.id, now)
  if (wait > 0) {
    const detail = 'five resets of this person were issued within the hour: use the newest, or wait'
    throw new Refused(refuse('THROTTLED', detail), { retryAfter: wait })
  }
  const isMailed = mailIsConfigured(deps)
  const shown = isMailed ? undefined : { organization: living.id, issuer: caller.account }
  const { url, expiresAt, writes } = newResetLink(deps, account.id, now, shown)
  const id = newLetterId(deps)
  const { displayName } = snapshot.organization
  const letter = post(deps, {
    id,
    kind: 'operator_reset',
    account: account.id,
    email: account.emailDisplay,
    organization: living.id,
    organizationName: displayName,
    ...inviterOf(scene),
    url,
    expiresAt,
  })
  const told = { organization: living.id, actor: actorOf(call), at: now } as const
  const data = { account: account.id, by: 'operator', reason }
  const { outcome } = await deps.store.write([
    ...writes,
    ...letter,
    ...activity(deps, { type: 'password.reset.requested', ...told, data }),
    ...(isMailed
      ? []
      : activity(deps, { type: 'link.shown', ...told, data: { purpose: 'reset', account: account.id } })),
  ])
  if (outcome !== 'committed') throw notWritten()
  return { ...(isMailed ? { mail: id } : { reset_url: url }), expires_at: instant(expiresAt) }
}
