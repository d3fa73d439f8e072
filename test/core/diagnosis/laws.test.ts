/** What holds of every diagnosis, on random organizations. */
import { describe, expect, it } from 'vitest'
import { activateUser } from '../../../src/core/change/activate-user.ts'
import { accountProblem, signUpProblem } from '../../../src/core/decision/standing.ts'
import {
  type Command,
  type Diagnosis,
  decide,
  effectiveSet,
  featureState,
  type Goal,
  isRefusal,
  type OrganizationState,
  RUNBOOK,
  type SignInFacts,
  type Snapshot,
  snapshotFrom,
} from '../../../src/core/index.ts'
import { type Rng, rngFrom } from '../../reference/random.ts'
import { questions, world } from '../../reference/worlds.ts'
import { diagnosed, statuses } from './asking.ts'
import { changed, done } from './doing.ts'

const WORLDS = 300
const QUESTIONS = 5
/** Milliseconds: on a machine that is busy otherwise. */
const PATIENCE = 60_000
const SEED = 20_261_121

type Trial = {
  readonly state: OrganizationState
  readonly snapshot: Snapshot
  readonly who: string
  readonly goal: Extract<Goal, { kind: 'permission' }>
  readonly now: number
}

function* trials(): IterableIterator<Trial> {
  for (let index = 0; index < WORLDS; index++) {
    const state = world(SEED, index)
    const rng: Rng = rngFrom(SEED + 1, index)
    const snapshot = snapshotFrom(state)
    for (const { principal, permission, scope, now } of questions(state, rng, QUESTIONS)) {
      if (snapshot.vocabulary.bitOf(permission) === undefined) continue
      const place = snapshot.scopes.find(scope)
      const shown = place === undefined ? scope : snapshot.scopes.at(place).path
      yield { state, snapshot, who: principal, goal: { kind: 'permission', permission, scope, shown }, now }
    }
  }
}

const ORDER = RUNBOOK.flatMap(({ leaves }) => leaves.map(({ code }) => code as string))

/** How far a diagnosis has come: later blockers are further; of several features each counts. */
function progress({ code, certificate }: Diagnosis): number {
  if (code === 'ALLOWED') return ORDER.length * 100
  const features = certificate!.gates.find(({ gate }) => gate === 'features')!
  const off = features.status === 'failed' ? features.evidence.length : 0
  return ORDER.indexOf(code) * 100 - off
}

describe('on random organizations', { timeout: PATIENCE }, () => {
  it('the headline is the code that enforcement gives, and allowed means allowed', () => {
    const seen = new Map<string, number>()
    for (const { snapshot, who, goal, now } of trials()) {
      const { code, allowed } = decide(snapshot, who, goal.permission, goal.scope, now)
      const diagnosis = diagnosed(snapshot, who, { goal, now })
      expect(diagnosis.code, JSON.stringify({ who, goal, now })).toBe(code)
      expect(diagnosis.verdict).toBe(allowed ? 'allowed' : 'blocked')
      seen.set(code, (seen.get(code) ?? 0) + 1)
    }
    // Every code of enforcement has come up, so that the comparison says something.
    expect([...seen.keys()].toSorted()).toEqual(
      [...ORDER.filter((code) => !BESIDE_ENFORCEMENT.has(code)), 'ALLOWED'].toSorted(),
    )
  })

  it('allowed means that the engine allows it and that nothing recorded keeps them from signing in', () => {
    const rng = rngFrom(SEED + 2)
    let troubled = 0
    for (const { snapshot, who, goal, now } of trials()) {
      const { code, allowed } = decide(snapshot, who, goal.permission, goal.scope, now)
      const diagnosis = diagnosed(snapshot, who, { goal, now, facts: { signIn: lately(rng, now) } })
      const [, , signIn] = diagnosis.checks
      const isTrouble = signIn!.status === 'failed'
      expect(diagnosis.verdict === 'allowed').toBe(allowed && !isTrouble)
      // Check 3 is reached only where 1 and 2 are passed, so it comes before whatever else fails.
      expect(diagnosis.code).toBe(isTrouble ? signIn!.code : code)
      if (isTrouble) troubled++
    }
    expect(troubled).toBeGreaterThan(50)
  })

  it('a feature is on or off as it is enforced, once account and sign-up are in order', () => {
    let asked = 0
    for (const { snapshot, who, now } of trials()) {
      for (const { key } of snapshot.vocabulary.features) {
        const member = snapshot.members.get(who)
        const standing =
          accountProblem(snapshot, who, member) ?? (member && signUpProblem(snapshot, member, now))
        const { code } = diagnosed(snapshot, who, { goal: { kind: 'feature', feature: key }, now })
        expect(code).toBe(standing ?? featureState(snapshot, who, key)!.code ?? 'ALLOWED')
        asked++
      }
    }
    expect(asked).toBeGreaterThan(200)
  })

  it('there are six checks in order, each with evidence, and the second problem is the next failing check', () => {
    for (const { snapshot, who, goal, now } of trials()) {
      const { checks, code, second, certificate } = diagnosed(snapshot, who, { goal, now })
      expect(checks.map(({ id }) => id)).toEqual(RUNBOOK.map(({ id }) => id))
      for (const { evidence } of checks) expect(evidence.length).toBeGreaterThan(0)
      const failing = checks.flatMap((check) =>
        check.status === 'failed' && check.code !== undefined ? [check.code] : [],
      )
      expect([code === 'ALLOWED' ? undefined : code, second?.code]).toEqual([failing[0], failing[1]])
      // Of a member the gates of the decision fail at the same places.
      const gates = certificate!.gates.flatMap((gate) => gate.code ?? [])
      expect(failing).toEqual(snapshot.members.get(who) === undefined ? gates.slice(0, 1) : gates)
    }
  })

  it('doing what is printed moves the first blocker strictly later, until it is allowed', () => {
    let followed = 0
    for (const trial of trials()) {
      const { who, goal, now } = trial
      let snapshot = snapshotFrom(trial.state)
      let diagnosis = diagnosed(snapshot, who, { goal, now })
      for (let steps = 0; diagnosis.code !== 'ALLOWED'; steps++) {
        expect(steps, JSON.stringify({ who, goal, now })).toBeLessThan(12)
        const after = next(snapshot, diagnosis, who, now)
        if (after === undefined) break
        const later = diagnosed(after, who, { goal, now })
        const said = JSON.stringify({
          who,
          goal,
          now,
          from: diagnosis.code,
          to: later.code,
          next: diagnosis.next,
        })
        // A role that is new is assigned with the next step.
        if (creates(diagnosis)) expect(later.next.commands[0], said).toContain(diagnosis.next.commands[0]![2])
        else if (!opensPasswords(diagnosis))
          expect(progress(later), said).toBeGreaterThan(progress(diagnosis))
        expect(lost(snapshot, after, who, now), said).toEqual([])
        followed++
        snapshot = after
        diagnosis = later
      }
    }
    expect(followed).toBeGreaterThan(500)
  })

  it('where only a feature is off, no role is to be changed (F65)', () => {
    let found = 0
    for (const { snapshot, who, goal, now } of trials()) {
      const diagnosis = diagnosed(snapshot, who, { goal, now })
      const fails = statuses(diagnosis).map((status) => status === 'failed')
      if (!fails[5] || fails.filter(Boolean).length !== 1) continue
      found++
      const { next } = diagnosis
      expect(next.commands.flat().join(' ')).not.toMatch(/role|assignment|group/)
      expect(next.text).toContain('No role changes that.')
      expect(diagnosis.second).toBeUndefined()
    }
    expect(found).toBeGreaterThan(10)
  })
})

/** How signing in may have gone. */
function lately(rng: Rng, now: number): SignInFacts {
  const MINUTE = 60_000
  const session = { id: 'ses_1', method: 'password', createdAt: now - MINUTE }
  return {
    sessions: rng.chance(0.3) ? [session] : [],
    refused: rng.chance(0.6)
      ? [{ at: now - rng.below(30) * MINUTE, cause: rng.pick(['password', 'throttled']) }]
      : [],
    ...(rng.chance(0.3) && { lastSignInAt: now - rng.below(60) * MINUTE }),
    ...(rng.chance(0.3) && { passwordSetAt: now - rng.below(60) * MINUTE }),
    ...(rng.chance(0.3) && { throttledUntil: now + rng.below(3) - 1 }),
  }
}

/** Told by side tables, or by another tenant. */
const BESIDE_ENFORCEMENT = new Set([
  'THROTTLED',
  'RESET_NOT_APPLICABLE',
  'BAD_CREDENTIAL',
  'NO_GROUP_CLAIMS',
  'CANNOT_TELL',
  'WRONG_TENANT',
])

/** The organization after the next step; `undefined` where nothing is to be run, or it is refused for good reasons. */
function next(snapshot: Snapshot, { code, next }: Diagnosis, who: string, now: number): Snapshot | undefined {
  if (code === 'INVITE_PENDING' && next.commands[0]?.[0] !== 'auth') return accepted(snapshot, who, now)
  if (code === 'UNKNOWN_SCOPE' || next.commands.length === 0) return undefined
  for (const words of next.commands) {
    const after = done(snapshot, words, now)
    if (isRefusal(after)) {
      expect(['EXPECTATION_BROKEN', 'LAST_ADMIN'], `${words.join(' ')}: ${after.detail}`).toContain(
        after.code,
      )
      return undefined
    }
    snapshot = after
  }
  return snapshot
}

/** The person does what they are asked to: accepts. */
function accepted(snapshot: Snapshot, principal: string, now: number): Snapshot | undefined {
  const { organization, providers } = snapshot
  const enabled = providers.filter((provider) => provider.enabled).map(({ id }) => id)
  const path = { password: organization.passwords, providers: organization.passwords ? [] : enabled }
  const after = changed(snapshot, activateUser as Command<unknown>, { principal, path }, now)
  return isRefusal(after) ? undefined : after
}

/** What a person could do before and cannot now, as far as their roles go: `KEY @scope`. */
function lost(before: Snapshot, after: Snapshot, who: string, now: number): string[] {
  const [was, is] = [before, after].map((snapshot) => snapshot.members.numberOf(who))
  // Who is removed to be invited fresh is told so.
  if (was === undefined || is === undefined || after.members.get(who)!.status === 'invited') return []
  return Array.from(before.scopes.rows()).flatMap(({ id }) => {
    const held = (snapshot: Snapshot, person: number): string[] => {
      const set = effectiveSet(snapshot, person, snapshot.scopes.find(id)!, now)
      return snapshot.vocabulary.keysOf(snapshot.sets.bits(set))
    }
    const has = new Set(held(after, is))
    return held(before, was).flatMap((key) => (has.has(key) ? [] : [`${key} @${id}`]))
  })
}

function creates({ next }: Diagnosis): boolean {
  return next.commands[0]?.slice(0, 2).join(' ') === 'role create'
}

function opensPasswords({ next }: Diagnosis): boolean {
  return next.commands[0]?.[0] === 'auth'
}
