/**
 * R3: explanation = enforcement. Every certificate of the engine follows from the state and says what `decide` said;
 * every lie about it, and every certificate forged from a changed state, is refused.
 */
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { canonical } from '../reference/canonical.ts'
import { checkCertificate } from '../reference/checker.ts'
import { FORGERIES } from '../reference/forge.ts'
import { MUTATIONS } from '../reference/mutate.ts'
import { type Rng, rngFrom } from '../reference/random.ts'
import { questions, type WorldQuestion, world } from '../reference/worlds.ts'
import type { Engine } from './engine.ts'
import { attempt, type Proof, type Trial } from './proof.ts'

const QUESTIONS = 4
/** Lies tried on each certificate; the kinds take turns, so that all are tried equally often. */
const LIES = 4
const KINDS = Object.entries(MUTATIONS)
const EDITS = Object.entries(FORGERIES)

export const R3: Proof = {
  name: 'r3',
  try(engine, seed, index) {
    const state = world(seed, index)
    const rng = rngFrom(~seed, index)
    const counts = { certificates: 0, lies: 0, forgeries: 0 }
    const [forgery, edit] = EDITS[index % EDITS.length] ?? ['', (s: OrganizationState) => s]
    const fake = attempt(() => engine.snapshotFrom(edit(state, rng)))
    const real = attempt(() => engine.snapshotFrom(state))
    if (typeof fake === 'string' || typeof real === 'string') {
      return { counts, failure: { state, because: `${String(real)} ${String(fake)}` } }
    }
    for (const [n, question] of questions(state, rng, QUESTIONS).entries()) {
      const truth = certificateOf(engine, real, question)
      const because =
        refusedTruth(engine, real, state, question) ??
        (typeof truth === 'string'
          ? truth
          : acceptedLie(truth, state, rng, (index * QUESTIONS + n) * LIES, counts)) ??
        acceptedForgery(certificateOf(engine, fake, question), truth, state, question, forgery, counts)
      counts.certificates += 1
      if (because !== undefined) return { counts, failure: { state, question, because } } satisfies Trial
    }
    return { counts }
  },
  /** Only a refused truth is made smaller: a lie depends on the random choices that made it. */
  stillFails(engine, state, { question }) {
    const snapshot = attempt(() => ({ of: engine.snapshotFrom(state) }))
    if (question === undefined || typeof snapshot === 'string') return false
    return refusedTruth(engine, snapshot.of, state, question) !== undefined
  },
}

function certificateOf<S>(engine: Engine<S>, snapshot: S, q: WorldQuestion): Certificate | string {
  return attempt(() => engine.certify(snapshot, q.principal, q.permission, q.scope, q.now))
}

function refusedTruth<S>(
  engine: Engine<S>,
  snapshot: S,
  state: OrganizationState,
  q: WorldQuestion,
): string | undefined {
  const certificate = certificateOf(engine, snapshot, q)
  if (typeof certificate === 'string') return `certify ${certificate}`
  const { allowed, code } = engine.decide(snapshot, q.principal, q.permission, q.scope, q.now)
  if (certificate.allowed !== allowed || certificate.code !== code)
    return `enforced ${code}, explained ${certificate.code}`
  const verdict = checkCertificate(state, certificate, q)
  return verdict.accepted ? undefined : `refused: ${verdict.why}\n${JSON.stringify(certificate)}`
}

type Counts = { lies: number; forgeries: number }

function acceptedLie(
  truth: Certificate,
  state: OrganizationState,
  rng: Rng,
  turn: number,
  counts: Counts,
): string | undefined {
  for (let i = 0; i < LIES; i++) {
    const [name, mutate] = KINDS[(turn + i) % KINDS.length] ?? ['', () => undefined]
    const lie = mutate(truth, rng, state)
    if (lie === undefined) continue
    counts.lies += 1
    if (checkCertificate(state, lie).accepted) return `accepted a lie, ${name}: ${JSON.stringify(lie)}`
  }
  return undefined
}

function acceptedForgery(
  forged: Certificate | string,
  truth: Certificate | string,
  state: OrganizationState,
  question: WorldQuestion,
  name: string,
  counts: Counts,
): string | undefined {
  if (typeof forged === 'string') return `certify ${forged}`
  if (canonical(forged) === canonical(truth)) return undefined
  counts.forgeries += 1
  const { accepted } = checkCertificate(state, forged, question)
  return accepted ? `accepted a forgery, ${name}: ${JSON.stringify(forged)}` : undefined
}
