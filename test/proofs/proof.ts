/** A proof: a claim that is tried on one random world at a time and answers with the first failure it meets. */
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { WorldQuestion } from '../reference/worlds.ts'
import type { Engine } from './engine.ts'

export type Failure = {
  readonly state: OrganizationState
  readonly question?: WorldQuestion
  /** What went wrong, in words and values. */
  readonly because: string
}

export type Trial = {
  /** How many claims of each kind were tried in this world. */
  readonly counts: Readonly<Record<string, number>>
  readonly failure?: Failure
}

export type Proof = {
  readonly name: string
  try<S>(engine: Engine<S>, seed: number, index: number): Trial
  /** Whether the failure still shows in a smaller world; makes the report readable. */
  stillFails<S>(engine: Engine<S>, state: OrganizationState, failure: Failure): boolean
}

export type Outcome = {
  readonly worlds: number
  readonly counts: Readonly<Record<string, number>>
  readonly failure?: Failure & { readonly index: number }
}

/** Tries the worlds `from` to `until` (exclusive) and stops at the first failure, which is then made small. */
export function prove<S>(
  proof: Proof,
  engine: Engine<S>,
  seed: number,
  from: number,
  until: number,
): Outcome {
  const counts: Record<string, number> = {}
  for (let index = from; index < until; index++) {
    const trial = proof.try(engine, seed, index)
    for (const [kind, n] of Object.entries(trial.counts)) counts[kind] = (counts[kind] ?? 0) + n
    if (trial.failure !== undefined)
      return { worlds: index - from + 1, counts, failure: { ...trial.failure, index } }
  }
  return { worlds: until - from, counts }
}

/** Calls, and turns what is thrown into text, so that a crash is a failure like any other. */
export function attempt<T>(call: () => T): T | string {
  try {
    return call()
  } catch (error) {
    return `threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
  }
}
