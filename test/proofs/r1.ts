/** R1: the engine answers as the reference model does: verdict, code, and every gate, in random worlds. */
import type { Certificate } from '../../src/core/decision/certificate.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { canonical } from '../reference/canonical.ts'
import { rngFrom } from '../reference/random.ts'
import { type ReferenceAnswer, referenceDecide } from '../reference/reference-decide.ts'
import { questions, type WorldQuestion, world } from '../reference/worlds.ts'
import type { Answer, Engine } from './engine.ts'
import { attempt, type Proof } from './proof.ts'

const QUESTIONS = 12
/** Every so many worlds the snapshot is also asked to give the state back. */
const ROUND_TRIP = 8

export const R1: Proof = {
  name: 'r1',
  try(engine, seed, index) {
    const state = world(seed, index)
    const snapshot = attempt(() => ({ of: engine.snapshotFrom(state) }))
    if (typeof snapshot === 'string') return { counts: {}, failure: { state, because: snapshot } }
    const asked = questions(state, rngFrom(~seed, index), QUESTIONS)
    const counts = { decisions: asked.length }
    for (const question of asked) {
      const because = disagreement(engine, snapshot.of, state, question)
      if (because !== undefined) return { counts, failure: { state, question, because } }
    }
    if (index % ROUND_TRIP === 0 && canonical(engine.stateOf(snapshot.of)) !== canonical(state)) {
      return { counts, failure: { state, because: 'the snapshot does not give the state back' } }
    }
    return { counts }
  },
  stillFails(engine, state, { question }) {
    const snapshot = attempt(() => ({ of: engine.snapshotFrom(state) }))
    if (question === undefined || typeof snapshot === 'string') return false
    return disagreement(engine, snapshot.of, state, question) !== undefined
  },
}

function disagreement<S>(
  engine: Engine<S>,
  snapshot: S,
  state: OrganizationState,
  question: WorldQuestion,
): string | undefined {
  const { principal, permission, scope, now } = question
  const expected = referenceDecide(state, question)
  const decided = attempt(() => engine.decide(snapshot, principal, permission, scope, now))
  const certified = attempt(() => engine.certify(snapshot, principal, permission, scope, now))
  if (typeof decided === 'string') return `decide ${decided}`
  if (typeof certified === 'string') return `certify ${certified}`
  if (agrees(expected, decided) && agrees(expected, certified) && sameGates(expected, certified))
    return undefined
  const { allowed, code } = decided
  const gates = certified.gates.map((g) => `${g.gate} ${g.code ?? g.status}`)
  const wanted = expected.gates.map((g) => `${g.gate} ${g.code ?? g.status}`)
  return [
    `reference: ${JSON.stringify([expected.allowed, expected.code, wanted])}`,
    `decide:    ${JSON.stringify([allowed, code])}`,
    `certify:   ${JSON.stringify([certified.allowed, certified.code, gates])}`,
  ].join('\n')
}

function agrees(expected: ReferenceAnswer, answer: Answer): boolean {
  return expected.allowed === answer.allowed && expected.code === answer.code
}

function sameGates(expected: ReferenceAnswer, { gates }: Certificate): boolean {
  return (
    gates.length === expected.gates.length &&
    expected.gates.every((g, i) => {
      const actual = gates[i]
      return actual?.gate === g.gate && actual.status === g.status && actual.code === g.code
    })
  )
}
