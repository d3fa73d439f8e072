/**
 * Rehearsing an invitation: how they come in, what they can do then, and which of the goals would still fail. It is
 * worked out on the fork that the invitation itself would settle, with the acceptance applied to it, by the engine that
 * decides; nothing here predicts.
 */
import type { Rehearsal } from '../../contract/shapes/rehearsal.ts'
import type { Input } from '../../contract/table.ts'
import { activateUser } from '../../core/change/activate-user.ts'
import { recordSignInPath } from '../../core/change/record-sign-in-path.ts'
import { hasUsablePath } from '../../core/decision/standing.ts'
import { CODES, type Code, decide, isRefusal, type Proposal, type Snapshot, what } from '../../core/index.ts'
import { applyTo } from '../../core/snapshot/apply.ts'
import type { Account } from '../../store/store.ts'
import { placeOf } from '../access/question.ts'
import { instant } from '../answers/instants.ts'
import { pathAnswer, scopeAnswer } from '../answers/scopes.ts'
import type { Deps } from '../deps.ts'
import { contextOf } from '../perform.ts'
import type { Scene } from '../scene.ts'
import { may, sees } from '../visible.ts'
import type { Issue } from './invitation-links.ts'
import { signInUrl } from './sign-in-url.ts'

type Goals = Input<'inviteUser'>['body']['goals']

type Rehearsed = {
  readonly account: Account
  /** Absent of a member at once. */
  readonly issue: Issue | undefined
  readonly goals: Goals
}

export function rehearse(
  deps: Deps,
  scene: Scene,
  { after }: Proposal,
  { account, issue, goals }: Rehearsed,
): Rehearsal {
  const seesPeople = may(scene, 'organization.user.read')
  const invitation = issue && after.invitationOf(account.id)
  const inside = whenIn(deps, scene, after, account.id)
  const outcome = outcomeOf(inside, account.id, issue)
  const asked = (goals ?? []).map((goal) => decided(scene, inside, account.id, goal))
  const told = {
    email: account.email,
    outcome,
    delivery: issue?.delivery ?? 'none',
    sign_in: signInOf(deps, after),
    ...(invitation !== undefined && { expires_at: instant(invitation.expiresAt) }),
    ...(seesPeople && { may: allowed(scene, inside, account.id) }),
    ...(seesPeople && goals !== undefined && { goals: asked }),
  } satisfies Omit<Rehearsal, 'text'>
  return { ...told, text: inWords(told) }
}

/**
 * They are in, in the way that the organization offers: with a password, or an identity of one of its providers. Where it
 * offers none, nothing changes.
 * @param invited a fork that is dropped afterwards; it is changed
 */
function whenIn(deps: Deps, scene: Scene, invited: Snapshot, principal: string): Snapshot {
  const member = invited.members.get(principal)!
  if (member.status === 'active' && hasUsablePath(invited, member)) return invited
  const { organization, providers } = invited
  const enabled = providers.filter((provider) => provider.enabled).map(({ id }) => id)
  const isOpen = member.status === 'invited' && organization.passwords
  if (!isOpen && enabled.length === 0) return invited
  const path = isOpen
    ? { password: true, providers: [] }
    : { password: member.signInPath.password, providers: enabled }
  const accepting = member.status === 'invited' ? activateUser : recordSignInPath
  const events = accepting(invited, { principal, path }, contextOf(deps, 'system', scene.now))
  if (!isRefusal(events)) for (const event of events) applyTo(invited, event)
  return invited
}

function outcomeOf(inside: Snapshot, principal: string, issue: Issue | undefined): Rehearsal['outcome'] {
  const member = inside.members.get(principal)!
  if (member.status === 'invited' || !hasUsablePath(inside, member)) return 'no_way_in'
  if (issue === undefined) return 'member_at_once'
  return issue.delivery === 'sign_in' ? 'sign_in_with_sso' : 'activation_link'
}

function signInOf(deps: Deps, snapshot: Snapshot): Rehearsal['sign_in'] {
  const { organization, providers } = snapshot
  const enabled = providers.filter((provider) => provider.enabled)
  return {
    url: signInUrl(deps, snapshot),
    password: organization.passwords,
    providers: enabled.map(({ key, displayName }) => ({ key, display_name: displayName })),
  }
}

/** Places that the reader may not know are left out, as everywhere. */
function allowed(scene: Scene, inside: Snapshot, principal: string): NonNullable<Rehearsal['may']> {
  return what(inside, principal, scene.now)
    .filter(({ scope }) => sees(scene, scene.snapshot.scopes.find(scope)!))
    .map(({ scope, path, permissions }) => ({
      scope: scopeAnswer(scene.snapshot, scope),
      path,
      permissions: [...permissions],
    }))
}

function decided(
  scene: Scene,
  inside: Snapshot,
  principal: string,
  { permission, scope }: NonNullable<Goals>[number],
): NonNullable<Rehearsal['goals']>[number] {
  const place = placeOf(scene, scope, '/goals')
  const verdict = decide(inside, principal, permission, place.scope, scene.now)
  const shown = place.number === undefined ? pathAnswer(place.text) : scopeAnswer(scene.snapshot, place.scope)
  return { ...verdict, permission, scope: shown }
}

const OUTCOMES: Readonly<Record<Rehearsal['outcome'], string>> = {
  member_at_once: 'is a member at once and signs in as before: there is no link',
  activation_link:
    'gets a link, and chooses a password or, with an account already, proves that it is theirs',
  sign_in_with_sso: 'gets no link: the first single sign-on with this address accepts the invitation',
  no_way_in: 'cannot come in: there is neither a password nor a provider that they could sign in with',
}

const DELIVERIES: Readonly<Record<Rehearsal['delivery'], string>> = {
  shown: 'no mail goes out: the link is shown to you, and you pass it on',
  mail: 'the link goes to them by mail, and is not shown to you',
  mail_and_shown: 'the link goes to them by mail, and is shown to you too',
  sign_in: 'they sign in at the address above',
  none: '',
}

function inWords({ email, outcome, delivery, sign_in, goals = [] }: Omit<Rehearsal, 'text'>): string[] {
  const methods = [
    ...(sign_in.password ? ['a password'] : []),
    ...sign_in.providers.map(({ display_name }) => display_name),
  ]
  return [
    `${email} ${OUTCOMES[outcome]}`,
    `they are offered ${methods.join(' and ') || 'no way to sign in'} at ${sign_in.url}`,
    ...(DELIVERIES[delivery] === '' ? [] : [DELIVERIES[delivery]]),
    ...goals.map((goal) => {
      const where = [goal.scope.project, goal.scope.environment].filter(Boolean).join('/') || 'organization'
      const whether = goal.allowed ? 'will work' : `would still fail: ${wordsOf(goal.code)} (${goal.code})`
      return `${goal.permission} at ${where} ${whether}`
    }),
  ]
}

function wordsOf(code: string): string {
  return code in CODES ? CODES[code as Code].operator : code
}
