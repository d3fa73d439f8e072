/** R5, first part: the reverse queries say what asking about everyone and everything says. */
import type { OrganizationState } from '../../src/core/model/state.ts'
import { canonical } from '../reference/canonical.ts'
import { rngFrom } from '../reference/random.ts'
import { type Path, referenceGrantors, referenceWhat, referenceWho } from '../reference/reference-queries.ts'
import { questions, type WorldQuestion, world } from '../reference/worlds.ts'
import type { Engine, Holder } from './engine.ts'
import { attempt, type Proof } from './proof.ts'

const QUESTIONS = 3

export const R5_QUERIES: Proof = {
  name: 'queries',
  try(engine, seed, index) {
    const state = world(seed, index)
    const asked = questions(state, rngFrom(~seed, index), QUESTIONS)
    const counts = { queries: 3 * asked.length }
    for (const question of asked) {
      const because = disagreement(engine, state, question)
      if (because !== undefined) return { counts, failure: { state, question, because } }
    }
    return { counts }
  },
  stillFails: (engine, state, { question }) =>
    question !== undefined && disagreement(engine, state, question) !== undefined,
}

function disagreement<S>(
  engine: Engine<S>,
  state: OrganizationState,
  question: WorldQuestion,
): string | undefined {
  const { principal, permission, scope, now } = question
  const answers = attempt(() => {
    const snapshot = engine.snapshotFrom(state)
    return {
      who: byPrincipal(engine.who(snapshot, permission, scope, now)),
      what: engine.what(snapshot, principal, scope, now).toSorted(),
      grantors: engine.grantors(snapshot, [permission], scope, now).toSorted(),
    }
  })
  if (typeof answers === 'string') return answers
  const expected = {
    who: referenceWho(state, permission, scope, now),
    what: referenceWhat(state, principal, scope, now),
    grantors: referenceGrantors(state, [permission], scope, now),
  }
  if (canonical(answers) === canonical(expected)) return undefined
  return `reference: ${canonical(expected)}\nengine:    ${canonical(answers)}`
}

function byPrincipal(holders: readonly Holder[]): { principal: string; paths: Path[] }[] {
  const name = (p: Path): string => `${p.assignment} ${p.group ?? ''}`
  return holders
    .map(({ principal, through }) => ({
      principal,
      paths: through.map(path).toSorted((a, b) => (name(a) < name(b) ? -1 : 1)),
    }))
    .toSorted((a, b) => (a.principal < b.principal ? -1 : 1))
}

function path({ assignment, group }: Holder['through'][number]): Path {
  return group === undefined ? { assignment } : { assignment, group }
}
