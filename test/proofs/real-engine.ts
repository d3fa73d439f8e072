/** The engine that ships, as the proofs see it. */
import { certify, decide, type Snapshot, snapshotFrom, stateOf } from '../../src/core/index.ts'
import type { Engine } from './engine.ts'

export const realEngine: Engine<Snapshot> = { snapshotFrom, stateOf, decide, certify }
