/**
 * A single sign-on ends: what the provider signed becomes a session of this organization alone. Account, identity,
 * membership, seats and session are one transaction, so that of two first sign-ins at the same moment one makes the
 * account and the other finds it (RACE-07).
 */
import { isRefusal, type SignInProvider } from '../../core/index.ts'
import { readClaims, type Told } from '../../core/model/claims.ts'
import { OidcFault } from '../../identity/oidc.ts'
import {
  type Claims,
  createAccount,
  identitiesOf,
  linkIdentity,
  verifyEmail,
  type Write,
} from '../../store/store.ts'
import { type Begun, beginSession, sessionResult } from '../account/begin-session.ts'
import { deviceName } from '../account/device-name.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { leavePrevious } from '../account/leave-previous.ts'
import { pathOf } from '../account/path-here.ts'
import { activity } from '../activity/record.ts'
import type { Call, UseCase } from '../call.ts'
import { type Attempt, commitInTurn } from '../commit.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { contextOf } from '../perform.ts'
import { assertDeclared } from '../writes.ts'
import { type TakenFlow, takeFlow } from './flow.ts'
import { isUsable } from './list-sign-in-methods.ts'
import { type Match, matchAccount } from './match-account.ts'
import { type Connected, clientOf, isConnected } from './oidc-client.ts'
import { proposeSignIn } from './propose-sign-in.ts'
import { type Cause, NotAdmitted, notCompleted, noteRefusal } from './refusals.ts'
import { unreachable } from './start-single-sign-on.ts'

/** As many groups and roles are kept with a session; rules look at all that there are. */
const KEPT = 1000

export function completeSingleSignOn(deps: Deps): UseCase<'completeSingleSignOn'> {
  return async ({ body: { response } }, call) => {
    const flow = await takeFlow(deps, response, call)
    const living = await deps.organizations.withId(flow.organization)
    if (living === undefined) throw notCompleted('this sign-in provider is not in use any more')
    const arrival = { living, flow, told: await toldBy(deps, living, flow, response, call) }
    try {
      return await commitInTurn(
        deps,
        [living],
        () => attempt(deps, arrival, call),
        ({ begun, match }) => {
          const result = sessionResult(begun, match.account, 'cookie', living.name)
          const to = flow.returnTo
          const answer = { ...result.answer, ...(to !== undefined && { to }) }
          return { ...result, answer, revision: living.revision }
        },
      )
    } catch (error) {
      if (error instanceof NotAdmitted)
        noteRefusal(deps, { ...placeOf(flow), account: error.account }, call, error.why)
      throw error
    }
  }
}

type Arrival = { readonly living: LivingOrganization; readonly flow: TakenFlow; readonly told: Told }

function placeOf({ organization, provider }: TakenFlow) {
  return { organization, provider }
}

/** The provider as it is now: it may have been switched off meanwhile. @throws Refused SIGN_IN_NOT_COMPLETED */
function providerOf({ snapshot }: LivingOrganization, { provider: id }: TakenFlow): Connected {
  const provider = snapshot.providers.find((one) => one.id === id)
  if (provider !== undefined && isUsable(provider) && isConnected(provider)) return provider
  throw notCompleted('this sign-in provider is not in use any more')
}

async function toldBy(
  deps: Deps,
  living: LivingOrganization,
  flow: TakenFlow,
  response: string,
  call: Call,
): Promise<Told> {
  const provider = providerOf(living, flow)
  const { claims: names } = provider.oidc
  try {
    const client = await clientOf(deps, provider)
    const claims = await deps.oidc.finish(client, response, flow.secrets, Object.values(names))
    const told = readClaims(claims, names)
    if (told === undefined) throw new OidcFault('answer', 'the subject cannot be one')
    return told
  } catch (error) {
    if (!(error instanceof OidcFault)) throw error
    const { problem, word, message } = error
    deps.logger.warn({ provider: provider.id, problem, word, message }, 'a single sign-on failed')
    noteRefusal(deps, placeOf(flow), call, problem === 'outbound' ? 'provider' : 'response')
    if (problem === 'outbound' || problem === 'metadata') throw unreachable(provider.displayName)
    const refused = word === undefined ? 'it refused' : `it refused (${word})`
    throw notCompleted(
      `${provider.displayName}: ${problem === 'refused' ? refused : 'what it sent back does not hold'}`,
    )
  }
}

type Made = { readonly begun: Begun; readonly match: Match }

async function attempt(deps: Deps, arrival: Arrival, call: Call): Promise<Attempt<Made>> {
  const { living, flow, told } = arrival
  const { snapshot } = living
  const { now, address } = call
  const provider = providerOf(living, flow)
  const match = await matchAccount(deps, { living, provider, told, now })
  const { account } = match
  const linked = { provider: provider.id, subject: told.subject, account: account.id, linkedAt: now }
  const identities = await identitiesOf(deps.store, account.id)
  const path = pathOf(account, match.links ? [...identities, linked] : identities, snapshot.providers)
  const input = {
    principal: account.id,
    provider: provider.id,
    path,
    claimed: told.groups,
    mayJoin: match.mayJoin,
  }
  const proposed = proposeSignIn(snapshot, input, contextOf(deps, 'system', now))
  if (isRefusal(proposed)) throw new NotAdmitted(causeOf(proposed.code), proposed, account.id)
  const { proposal, heldBack } = proposed
  assertDeclared('completeSingleSignOn', proposal.events)
  const begun = beginSession(deps, {
    account,
    epoch: account.epoch,
    method: 'oidc',
    provider: provider.id,
    organization: living.id,
    claims: claimsOf(told, account.email),
    settings: [snapshot.organization.settings],
    address,
    userAgent: call.userAgent,
    now,
  })
  const actor = { account: account.id, type: 'user', session: begun.id, address } as const
  const verified = account.emailVerifiedAt === undefined && match.links
  return {
    parts: [{ living, proposal, actor, command: 'single sign-on' }],
    at: now,
    extra: [
      ...(match.isNew ? createAccount(deps.store.build, account) : []),
      ...(match.links ? linkIdentity(deps.store.build, linked) : []),
      ...(verified ? verifyEmail(deps.store.build, account.id, `provider:${provider.id}`, now) : []),
      ...begun.writes,
      ...toldOf(deps, { living, provider, call, begun, account: account.id, heldBack }),
      ...(await leavePrevious(deps, call)),
    ],
    known: [directoryEntry(verified ? { ...account, emailVerifiedAt: now } : account)],
    result: { begun, match },
  }
}

function causeOf(code: string): Cause {
  if (code === 'BLOCKED') return 'blocked'
  return code.startsWith('INVITE') ? 'invitation' : 'not_admitted'
}

/** What the session says of the sign-in. */
function claimsOf({ email, username, groups, roles }: Told, own: string): Claims {
  return {
    email: email ?? own,
    ...(username !== undefined && { username }),
    groups: groups.slice(0, KEPT),
    roles: roles.slice(0, KEPT),
  }
}

type Telling = {
  readonly living: LivingOrganization
  readonly provider: SignInProvider
  readonly call: Call
  readonly begun: Begun
  readonly account: string
  readonly heldBack: number
}

function toldOf(deps: Deps, { living, provider, call, begun, account, heldBack }: Telling): readonly Write[] {
  const actor = { account, type: 'user', session: begun.id, address: call.address } as const
  const common = { organization: living.id, actor, at: call.now }
  const device = deviceName(call.userAgent)
  const session = { session: begun.id, method: 'oidc', provider: provider.id, device }
  const back = { account, provider: provider.id, count: heldBack }
  return [
    ...activity(deps, { ...common, type: 'session.started', data: session }),
    ...(heldBack === 0 ? [] : activity(deps, { ...common, type: 'group_sync.held_back', data: back })),
  ]
}
