/**
 * R5, third part, on random histories of real commands: the guards say what brute force says; the snapshot that grew
 * change by change answers as one loaded fresh and as the reference; replaying the journal gives the same state at
 * every revision; what is said later of a revision or of a time is what was decided then, and the history of an answer
 * has every flip that really was and no other.
 */
import type { Event } from '../../src/core/catalogue/events.ts'
import {
  apply,
  decide,
  found,
  isRefusal,
  type Snapshot,
  snapshotFrom,
  stateOf,
} from '../../src/core/index.ts'
import { canonical } from '../reference/canonical.ts'
import { referenceImpact } from '../reference/impact-expansion.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { referenceDecide } from '../reference/reference-decide.ts'
import { referenceLacks, referenceOrphaned, referenceSilence, SYSTEM } from '../reference/reference-guards.ts'
import { attempt, type Proof } from './proof.ts'
import { asOfFault, type Era, historyFault, type Question, type Remembered } from './r5-past.ts'
import { KEYS, PEOPLE } from './random-commands.ts'
import { randomHistory, type Step } from './random-history.ts'

const STEPS = 24
const QUESTIONS = 6

/** Histories asked for in each random history. */
const HISTORIES = 4

type Asked = Question & { readonly now: number }

export const R5_HISTORIES: Proof = {
  name: 'histories',
  try(_engine, seed, index) {
    const counts = {
      steps: 0,
      changes: 0,
      refusals: 0,
      decisions: 0,
      'as of a revision': 0,
      'as of a time': 0,
      'histories of an answer': 0,
      flips: 0,
    }
    const because = attempt(() => run(rngFrom(seed, index), counts))
    if (because === undefined) return { counts }
    return { counts, failure: { state: NO_STATE, because } }
  },
  /** A history is named by its seed and index; it is shown as it was met. */
  stillFails: () => false,
}

const NO_STATE = stateOf(
  found({
    id: 'org',
    name: 'a',
    displayName: '',
    tier: 'free',
    settings: { invitationLifetime: 1, sessionIdleLifetime: 1, sessionAbsoluteLifetime: 1 },
    passwords: true,
  }),
)

type Counts = Record<
  | 'steps'
  | 'changes'
  | 'refusals'
  | 'decisions'
  | 'as of a revision'
  | 'as of a time'
  | 'histories of an answer'
  | 'flips',
  number
>

function run(rng: Rng, counts: Counts): string | undefined {
  const journal: Event[] = []
  const remembered: Remembered[] = []
  const eras: Era[] = []
  let start: Snapshot | undefined
  for (const step of randomHistory(rng, STEPS)) {
    start ??= snapshotFrom(step.before)
    if (eras.length === 0) eras.push({ at: step.at, state: step.before })
    journal.push(...step.events)
    counts.steps++
    counts.decisions += QUESTIONS
    if (step.events.length > 0) {
      counts.changes++
      eras.push(eraAfter(step))
    }
    if (isRefusal(step.judged)) counts.refusals++
    const wrong = wrongVerdict(step) ?? wrongAnswers(step, rng, remembered)
    if (wrong !== undefined)
      return `${step.asked.name} ${JSON.stringify(step.asked.input)} by ${JSON.stringify(step.actor)}: ${wrong}`
    if (journal.length + start.revision !== step.house.snapshot.revision) return 'a revision is not one event'
  }
  if (start === undefined) return undefined
  counts['as of a revision'] += remembered.length
  return wrongPast(start, journal, remembered) ?? wrongTimes(eras, remembered, rng, counts)
}

function eraAfter({ at, events, house }: Step): Era {
  return { at, state: house.state, change: { at, events, revision: house.snapshot.revision } }
}

function wrongTimes(
  eras: readonly Era[],
  remembered: readonly Remembered[],
  rng: Rng,
  counts: Counts,
): string | undefined {
  const asOf = asOfFault(eras, remembered)
  const told = historyFault(eras, rng, HISTORIES)
  counts['as of a time'] += asOf.compared
  counts['histories of an answer'] += HISTORIES
  counts.flips += told.flips
  return asOf.because ?? told.because
}

/** What the guards must say of the events that the command would write. */
function wrongVerdict({ before, asked, actor, at, judged, house }: Step): string | undefined {
  const snapshot = snapshotFrom(before)
  const context = { actor, now: at, newId: house.newId, sha256: () => '' }
  const outcome = asked.command(snapshot, asked.input, context)
  // Registering an application's keys is not a gain: admins have had them from the beginning.
  if (asked.name === 'catalogue') return undefined
  if (isRefusal(outcome) || (isRefusal(judged) && GUARDED_ELSEWHERE.has(judged.code))) return undefined
  const after = stateOf(apply(snapshot, outcome))
  const change = { before, after, events: outcome, now: at }
  const lacks = referenceLacks(change, actor.type === 'system' ? SYSTEM : actor.id)
  const behind =
    referenceOrphaned(before, after, at).length > 0 ? 'LAST_ADMIN' : referenceSilence(before, after, at)
  const expected = lacks.length > 0 ? 'ESCALATION' : behind
  const said = isRefusal(judged) ? judged.code : 'NOT_SILENT'
  if (said !== expected) return `${said}, reference: ${expected}`
  const entries = isRefusal(judged) ? judged.impact?.entries : judged.impact.entries
  if (entries === undefined) return undefined
  const [is, should] = [entries, referenceImpact(change)].map((list) =>
    list
      .map((entry) => canonical(entry))
      .toSorted()
      .join('\n'),
  )
  return is === should ? undefined : `impact ${is}\nreference ${should}`
}

/** What is managed elsewhere is refused before these guards look. */
const GUARDED_ELSEWHERE: ReadonlySet<string> = new Set(['SYSTEM_ROLE', 'MANAGED_IDENTITY'])

function wrongAnswers({ house, at }: Step, rng: Rng, remembered: Remembered[]): string | undefined {
  const { state, snapshot } = house
  const fresh = snapshotFrom(state)
  const scopes = [
    'organization',
    ...state.projects.map((p) => p.id),
    ...state.environments.map((e) => e.id),
    'gone',
  ]
  for (let left = QUESTIONS; left > 0; left--) {
    const question = {
      principal: rng.pick(PEOPLE),
      permission: rng.pick(KEYS),
      scope: rng.pick(scopes),
      now: at,
    }
    const answers = [
      codeOf(snapshot, question),
      codeOf(fresh, question),
      referenceDecide(state, question).code,
    ]
    if (new Set(answers).size !== 1)
      return `${JSON.stringify(question)}: grown, fresh, reference: ${answers.join()}`
    remembered.push({ at, revision: snapshot.revision, question, code: answers[0]! })
  }
  return canonical(stateOf(fresh)) === canonical(state) ? undefined : 'the loaded snapshot has another state'
}

function codeOf(snapshot: Snapshot, { principal, permission, scope, now }: Asked): string {
  return decide(snapshot, principal, permission, scope, now).code
}

/** Replays the journal and asks again, at each revision, what had been asked there. */
function wrongPast(
  start: Snapshot,
  journal: readonly Event[],
  remembered: readonly Remembered[],
): string | undefined {
  let past = start
  for (const event of [undefined, ...journal]) {
    if (event !== undefined) past = apply(past, [event]).settle()
    for (const { question, code, at } of remembered.filter((memory) => memory.revision === past.revision)) {
      const said = codeOf(past, { ...question, now: at })
      if (said !== code)
        return `as of ${past.revision} ${JSON.stringify(question)}: ${said}, decided then: ${code}`
    }
  }
  return undefined
}
