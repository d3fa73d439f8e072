/**
 * The store's door: everything that the rest of the program uses. Reads take the store; writes return statements,
 * which join a unit of work (`store.commit`, `store.write`).
 */
export * from './accounts.ts'
export * from './activity.ts'
export {
  activityBatches,
  type BatchOfRecords,
  BatchReader,
  batchesBefore,
  cutActivity,
  openPlaces,
  sealActivity,
} from './activity-batches.ts'
export { type JournalFilter, JournalGap, listJournal, readJournal, recordAt, sequenceAt } from './audit.ts'
export type { Builder } from './builder.ts'
export { canonicalJson } from './canonical-json.ts'
export {
  type AuditKey,
  type Checkpoint,
  CheckpointReader,
  checkpointFault,
  type KeptWords,
  keptProblem,
  type Verify,
} from './checkpoint.ts'
export {
  BrokenChain,
  type Consistency,
  lastCheckpoint,
  listCheckpoints,
  proveConsistency,
  writeCheckpoint,
} from './checkpoints.ts'
export * from './denials.ts'
export * from './device-logins.ts'
export * from './diagnoses.ts'
export * from './directory.ts'
export { type Dumped, dump, KEPT_TABLES, type TableName } from './dump.ts'
export { type FaultCode, StoreFault } from './fault.ts'
export * from './idempotency.ts'
export * from './identities.ts'
export * from './install.ts'
export {
  type Deed,
  GENESIS,
  type Head,
  hashOf,
  type JournalActor,
  type JournalRecord,
  type Verdict,
  verifyChain,
} from './journal.ts'
export { beginningOf, verifiedRecords } from './journal-beginning.ts'
export { cutFault, type JournalCut, StateHash, signedCut } from './journal-cut.ts'
export {
  type CutPlace,
  cutJournal,
  cutParts,
  cutPlace,
  journalCuts,
  lastCut,
  readRemovable,
} from './journal-cuts.ts'
export * from './links.ts'
export { loadState } from './load.ts'
export * from './mail.ts'
export type { Ear, Listening } from './notifications.ts'
export { openStore, Store, type StoreOptions } from './open.ts'
export * from './open-sessions.ts'
export * from './organizations.ts'
export { beginRestore, isHalfRestored, type Restoration } from './restore.ts'
export * from './revocations.ts'
export {
  type Claims,
  createSession,
  type FoundSession,
  forgetSessions,
  leaveSession,
  revokeSession,
  type Session,
  type SessionUse,
  sessionByHash,
  sessionById,
  sessionsOf,
  touchSessions,
} from './sessions.ts'
export * from './sign-in-trouble.ts'
export * from './single-sign-on.ts'
export * from './state-checkpoints.ts'
export { one, type Write } from './statement.ts'
export * from './throttle.ts'
export * from './tokens.ts'
export type { Batch, Change, CommitOutcome } from './unit-of-work.ts'
export {
  CheckedJournal,
  cutStateProblem,
  type Verification,
  verifyJournal,
  verifyLogs,
} from './verification.ts'
