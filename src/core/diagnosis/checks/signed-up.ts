/**
 * Check 2: have they finished signing up? Membership alone signs nobody in: it takes an accepted invitation, and then a
 * password where those are taken, or an identity of one of the organization's providers.
 */
import { signUpProblem, usableProviders } from '../../decision/standing.ts'
import type { Invitation } from '../../model/invitation.ts'
import type { Case } from '../case.ts'
import { type Check, type Evidence, fact, failed, type Judgement, type Leaf, passed } from '../check.ts'
import { startFresh } from '../fresh-start.ts'
import { refusedWords } from '../refused-words.ts'
import { letterWords, listed, NO_MAIL_SERVER, personWord, when } from '../wording.ts'

const FRESH =
  'You get a fresh invitation: please follow the link in the newest mail, and tell me whether you get in.'
const SINGLE_SIGN_ON = 'Please sign in with single sign-on in place of a password, and tell me what you see.'

const UNUSUAL_ACCOUNT: Leaf = {
  code: 'UNUSUAL_ACCOUNT',
  advice:
    'Cancel what is left and invite them fresh: `compartment user remove`, then `compartment user invite`.',
  step: startFresh,
  ask: () => FRESH,
}

const NO_SSO_IDENTITY: Leaf = {
  code: 'NO_SSO_IDENTITY',
  advice: 'They sign in once with a provider of the organization, with this address: that links it.',
  step: (one) => ({ text: withProvider(one) ?? NO_WAY }),
  ask: () => SINGLE_SIGN_ON,
}

const SSO_REQUIRED: Leaf = {
  code: 'SSO_REQUIRED',
  advice:
    'They sign in with single sign-on. Where no provider is connected, passwords have to be taken again.',
  step: (one) => {
    const text = withProvider(one)
    return text === undefined
      ? { text: `${NO_WAY} They have a password: taking passwords again lets them in.`, ...passwordsOn() }
      : { text }
  },
  ask: () => SINGLE_SIGN_ON,
}

const INVITE_EXPIRED: Leaf = {
  code: 'INVITE_EXPIRED',
  advice: 'Resend: `compartment invitation resend`. It is a new link on the same invitation.',
  step: (one) => ({
    text: 'Resend the invitation: a new link on the same record, with roles and groups as they are.',
    ...resending(one),
  }),
  ask: () => FRESH,
}

const INVITE_PENDING: Leaf = {
  code: 'INVITE_PENDING',
  advice:
    'They find the mail and click its link, or sign in once with a provider. If it is lost: `compartment invitation resend`.',
  step: pendingStep,
  ask: (one) =>
    waysIn(one).activation
      ? 'Please find the invitation in your mail, in the spam folder too, follow the link in it, and tell me whether you get in.'
      : SINGLE_SIGN_ON,
}

export const signedUp: Check = {
  id: 'signed_up',
  title: 'Have they finished signing up?',
  checked: () => 'whether your sign-up is complete',
  judge,
  leaves: [UNUSUAL_ACCOUNT, NO_SSO_IDENTITY, SSO_REQUIRED, INVITE_EXPIRED, INVITE_PENDING],
}

const NO_WAY =
  'This organization takes no passwords and has no provider to sign in with: one of them is needed first.'

function judge(one: Case): Judgement {
  const { snapshot, member, now, names } = one
  if (member === undefined) {
    return { status: 'failed', evidence: [fact(`No invitation waits for ${names.principal} here.`)] }
  }
  if (member.type === 'automation')
    return { status: 'not_applicable', evidence: [fact('An automation account has nothing to sign up for.')] }
  const problem = signUpProblem(snapshot, member, now)
  const invitation = snapshot.invitationOf(member.id)
  if (member.status === 'invited')
    return failed(problem ?? 'UNUSUAL_ACCOUNT', ...waiting(one, invitation), missing(one), ...triedWords(one))
  if (problem !== undefined) return failed(problem, fact(pathWords(one), member.id), ...triedWords(one))
  const linked = usableProviders(snapshot, member.signInPath.providers)
  return passed(fact(pathWords(one), member.id, ...linked))
}

/** What came of trying, where somebody has: a provider that does not vouch for the address is seen here. */
function triedWords({ facts: { signIn, invitation }, reader }: Case): Evidence[] {
  return refusedWords(signIn?.refused ?? invitation?.refused ?? [], reader.attempts)
}

function waiting(one: Case, invitation: Invitation | undefined): Evidence[] {
  const { now, names } = one
  if (invitation?.state !== 'pending')
    return [fact(`${names.principal} is invited, but there is no invitation that could be accepted.`)]
  const { id, createdAt, expiresAt } = invitation
  const live =
    now < expiresAt ? `It can be accepted until ${when(expiresAt)}.` : `It expired on ${when(expiresAt)}.`
  const sent = sentWords(one)
  return [
    fact(`${names.principal} was invited on ${when(createdAt)} and has not accepted. ${live}`, id),
    ...sent,
  ]
}

/** How the link went out, and the delivery state (F35). */
function sentWords({ facts: { invitation, mail } }: Case): Evidence[] {
  if (invitation === undefined) return mail ? [] : [fact(NO_MAIL_SERVER)]
  if (invitation.letter !== undefined) return [fact(letterWords(invitation.letter), invitation.letter.id)]
  if (invitation.delivery === 'shown')
    return [fact('The link was shown to whoever issued it, and not mailed: they were to pass it on.')]
  return mail ? [] : [fact(NO_MAIL_SERVER)]
}

type Ways = { readonly activation: boolean; readonly providers: readonly string[] }

/** How somebody who was invited can come in, as the organization is configured (S0-3). */
export function waysIn({ snapshot: { organization, providers } }: Case): Ways {
  const enabled = providers.filter((provider) => provider.enabled)
  return { activation: organization.passwords, providers: enabled.map(({ displayName }) => displayName) }
}

/** What is missing: activation, an SSO identity, either of both, or a way in altogether (S0-3). */
function missing(one: Case): Evidence {
  const { activation, providers } = waysIn(one)
  const identity = `an SSO identity with this address at ${listed(providers.map((name) => `\`${name}\``))}`
  const ids = one.snapshot.providers.filter(({ enabled }) => enabled).map(({ id }) => id)
  if (activation && providers.length > 0)
    return fact(
      `What is missing is activation with a password, or ${identity}: both are possible here.`,
      ...ids,
    )
  if (activation)
    return fact(
      'What is missing is activation: this organization takes passwords, and has no provider to sign in with.',
    )
  if (providers.length > 0)
    return fact(`What is missing is ${identity}: this organization takes no passwords.`, ...ids)
  return fact(NO_WAY)
}

function pathWords(one: Case): string {
  const { snapshot, member, names } = one
  const { password = false, providers = [] } = member?.signInPath ?? {}
  const linked = usableProviders(snapshot, providers).map((id) => `\`${names.of(id)}\``)
  const passwords = snapshot.organization.passwords
  const has = [
    ...(password ? [passwords ? 'a password' : 'a password, which this organization does not take'] : []),
    ...(linked.length > 0 ? [`an identity of ${listed(linked)}`] : []),
  ]
  return `${names.principal} has accepted, and has ${listed(has) || 'neither a password nor an identity of an enabled provider'}.`
}

function withProvider(one: Case): string | undefined {
  const { providers } = waysIn(one)
  if (providers.length === 0) return undefined
  return `Have them sign in once with ${listed(providers)} at ${one.facts.signInUrl}, with the address ${one.names.principal}: that links it.`
}

function pendingStep(one: Case): ReturnType<Leaf['step']> {
  const { activation, providers } = waysIn(one)
  const { invitation } = one.facts
  if (!activation && providers.length === 0) return { text: NO_WAY, ...passwordsOn() }
  const sso = providers.length === 0 ? '' : `sign in once with ${listed(providers)} at ${one.facts.signInUrl}`
  if (!activation) return { text: `Have them ${sso}: that accepts the invitation.`, ...resending(one) }
  const or = sso === '' ? '' : `, or ${sso}`
  if (invitation?.letter?.state === 'failed') {
    const text = `The mail with their link could not be delivered: check the address, then resend${or}.`
    return { text, ...resending(one) }
  }
  if (invitation?.delivery === 'shown') {
    const text = `Have them open the link that was shown to whoever invited them${or}. If it is lost, resend: the old one ends.`
    return { text, ...resending(one) }
  }
  return {
    text: `Have them find the invitation mail, in the spam folder too, and click its link${or}. If it is lost, resend: the old one ends.`,
    ...resending(one),
  }
}

function resending(one: Case): Pick<ReturnType<Leaf['step']>, 'command'> {
  const lines = [['invitation', 'resend', personWord(one)!]]
  return { command: { lines, permissions: ['organization.user.invite'], scope: 'organization' } }
}

function passwordsOn(): Pick<ReturnType<Leaf['step']>, 'command'> {
  const lines = [['auth', 'settings', 'set', '--passwords', 'on']]
  return { command: { lines, permissions: ['organization.auth.manage'], scope: 'organization' } }
}
