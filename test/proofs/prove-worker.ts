/** One core's part of a proof: tries its worlds, makes a failure small, and reports once. */
import { parentPort, workerData } from 'node:worker_threads'
import { type Outcome, prove } from './proof.ts'
import { PROOFS } from './proofs.ts'
import { realEngine } from './real-engine.ts'
import { shrink } from './shrink.ts'

export type Job = {
  readonly proof: string
  readonly seed: number
  readonly from: number
  readonly until: number
}

function work({ proof: name, seed, from, until }: Job): Outcome {
  const proof = PROOFS[name]
  if (proof === undefined) throw new Error(`no such proof: \`${name}\``)
  const outcome = prove(proof, realEngine, seed, from, until)
  const { failure } = outcome
  if (failure === undefined) return outcome
  const state = shrink(failure.state, (smaller) => proof.stillFails(realEngine, smaller, failure))
  return { ...outcome, failure: { ...failure, state } }
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
parentPort?.postMessage(work(workerData as Job))
