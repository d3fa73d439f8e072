/**
 * Who asks, where, and what is true there now: what a use case works on. Coming in takes a membership that may act;
 * to everybody else the organization looks as if it were not there.
 */

import { accountProblem, signUpProblem } from '../core/decision/standing.ts'
import { refuse, type Settings, type Snapshot } from '../core/index.ts'
import type { Lifetimes } from '../store/store.ts'
import type { Call, Caller } from './call.ts'
import type { Deps } from './deps.ts'
import type { LivingOrganization } from './living-organization.ts'
import { Refused } from './refused.ts'

export type Scene = {
  readonly living: LivingOrganization
  readonly snapshot: Snapshot
  readonly caller: Caller
  readonly call: Call
  /** Epoch milliseconds. */
  readonly now: number
  /** Of a question about the past: `snapshot` and `now` are of then, and what the reader may see is judged here. */
  readonly today?: Scene
}

/** The revision that answers: `acme@42`. */
export function revisionOf({ living, snapshot }: Scene): string {
  return `${living.name}@${snapshot.revision}`
}

function missingOrganization(name: string): Refused {
  return new Refused(refuse('NOT_FOUND', `no organization \`${name}\``, { next: 'compartment org list' }))
}

export function callerOf({ caller }: Call): Caller {
  if (caller !== undefined) return caller
  throw new Refused(
    refuse('UNAUTHENTICATED', 'no valid session or token was sent', { next: 'compartment login' }),
  )
}

export type Entered = { readonly living: LivingOrganization; readonly caller: Caller }

/**
 * Finds the organization, as new as the call demands. The scene is made by `sceneOf` when it is read, in one go.
 * @throws Refused where there is none that the caller could come into
 */
export async function enter(deps: Deps, name: string, call: Call): Promise<Entered> {
  const caller = callerOf(call)
  const living = await deps.organizations.named(name)
  const elsewhere = caller.organization !== undefined && caller.organization !== name
  if (living === undefined || elsewhere) throw missingOrganization(name)
  const { settings } = sceneOf(living, caller, call).snapshot.organization
  if (isLonger(caller.lifetimes, settings)) {
    await deps.sessions.shorten(caller, lifetimesOf(settings), call.now)
  }
  await bringUpTo(living, call.atLeast)
  if (!(await deps.following.isFresh(living))) {
    throw new Refused(refuse('NOT_FRESH', 'the state cannot be confirmed to be fresh'), { retryAfter: 1 })
  }
  return { living, caller }
}

/** The same where nothing has to be waited for; else `undefined`, and so for an organization that `enter` refuses. */
export function enterNow({ organizations, following }: Deps, name: string, call: Call): Entered | undefined {
  const { caller, atLeast } = call
  if (caller === undefined || atLeast !== undefined) return undefined
  if (caller.organization !== undefined && caller.organization !== name) return undefined
  const living = organizations.inMemory(name)
  if (living === undefined || !following.isFreshNow(living)) return undefined
  // A session that has to be shortened is written first.
  return isLonger(caller.lifetimes, living.snapshot.organization.settings) ? undefined : { living, caller }
}

/** The scene as it is now; the membership is looked at again each time. */
export function sceneOf(living: LivingOrganization, caller: Caller, call: Call): Scene {
  const { snapshot } = living
  const member = snapshot.members.get(caller.account)
  // Who only was invited knows of it from the invitation: an account that somebody else prepared learns nothing (INV-03).
  if (member === undefined || member.status === 'invited') throw missingOrganization(living.name)
  const problem =
    accountProblem(snapshot, member.id, member) ??
    signUpProblem(snapshot, member, call.now) ??
    (caller.method === 'password' && !snapshot.organization.passwords ? 'SSO_REQUIRED' : undefined)
  if (problem !== undefined)
    throw new Refused(refuse(problem, STANDING[problem] ?? 'you cannot act here as things are'))
  if (caller.closed?.includes(living.id) === true) throw closedHere()
  return { living, snapshot, caller, call, now: call.now }
}

function closedHere(): Refused {
  return new Refused(
    refuse('SESSION_EXPIRED', 'your session was ended here: sign in again', { next: 'compartment login' }),
  )
}

/** Of sessions in an organization, in milliseconds. */
export function lifetimesOf({ sessionIdleLifetime, sessionAbsoluteLifetime }: Settings): Lifetimes {
  return { idle: sessionIdleLifetime * 1000, absolute: sessionAbsoluteLifetime * 1000 }
}

/** Whether a session may last longer than the organization that it comes into allows. */
function isLonger(
  lifetimes: Lifetimes | undefined,
  { sessionIdleLifetime, sessionAbsoluteLifetime }: Settings,
): boolean {
  if (lifetimes === undefined) return false
  return lifetimes.idle > sessionIdleLifetime * 1000 || lifetimes.absolute > sessionAbsoluteLifetime * 1000
}

const STANDING: Partial<Record<string, string>> = {
  BLOCKED: 'you are blocked in this organization',
  SSO_REQUIRED: 'this organization takes no passwords: sign in with its single sign-on',
}

const REVISION = /^([a-z0-9-]{1,63})@(\d{1,15})$/

/** @param atLeast `acme@42`; a revision of another organization says nothing about this one */
async function bringUpTo(living: LivingOrganization, atLeast: string | undefined): Promise<void> {
  if (atLeast === undefined) return
  const parts = REVISION.exec(atLeast)
  if (parts === null)
    throw new Refused(refuse('INVALID', `\`${atLeast}\` is not a revision: use \`acme@42\``))
  const wanted = Number(parts[2])
  if (parts[1] !== living.name || living.snapshot.revision >= wanted) return
  await living.inTurn(() => living.catchUp())
  if (living.snapshot.revision >= wanted) return
  throw new Refused(refuse('NOT_FRESH', `\`${atLeast}\` has not arrived here yet`), { retryAfter: 1 })
}
