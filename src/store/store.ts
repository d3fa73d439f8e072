/**
 * The store's door: everything that the rest of the program uses. Reads take the store; writes return statements,
 * which join a unit of work (`store.commit`, `store.write`).
 */
export * from './accounts.ts'
export { type JournalFilter, listJournal, readJournal, sequenceAt, verifyJournal } from './audit.ts'
export type { Builder } from './builder.ts'
export { canonicalJson } from './canonical-json.ts'
export * from './directory.ts'
export { type FaultCode, StoreFault } from './fault.ts'
export * from './idempotency.ts'
export * from './identities.ts'
export * from './install.ts'
export {
  type Deed,
  type Head,
  type JournalActor,
  type JournalRecord,
  type Verdict,
  verifyChain,
} from './journal.ts'
export * from './links.ts'
export { loadState } from './load.ts'
export { openStore, Store, type StoreOptions } from './open.ts'
export * from './organizations.ts'
export * from './revocations.ts'
export * from './sessions.ts'
export type { Write } from './statement.ts'
export * from './tokens.ts'
export type { Batch, Change, CommitOutcome } from './unit-of-work.ts'
