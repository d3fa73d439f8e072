/** The core: catalogue, model, snapshot, decisions and changes of one organization. Pure; usable on its own. */
export * from './catalogue/built-in-roles.ts'
export * from './catalogue/codes.ts'
export type * from './catalogue/events.ts'
export { nearest } from './catalogue/nearest.ts'
export * from './catalogue/permissions.ts'
export { type Actor, type Command, type Context, type Outcome, SYSTEM } from './change/command.ts'
export { missingToActAs } from './change/guards/no-escalation.ts'
export {
  gainers,
  passedOver,
  reasonNeeded,
  type UnderDiagnosis,
} from './change/guards/while-diagnosed.ts'
export { findGroup, findProject, findRole } from './change/lookup.ts'
export { type Consent, type Proposal, propose } from './change/propose.ts'
export { isRefusal, type MissingKey, type Refusal, refuse } from './change/refusal.ts'
export { type AccessSummary, accessSummary } from './decision/access-summary.ts'
export type * from './decision/certificate.ts'
export { certificateAsSeen } from './decision/certificate-as-seen.ts'
export { certify } from './decision/certify.ts'
export { decide, decideFound, type Numbers } from './decision/decide.ts'
export { decideMany } from './decision/decide-many.ts'
export { type Failing, failing } from './decision/expected.ts'
export { explainInWords, type Names } from './decision/explain.ts'
export { type Effect, featureEffect } from './decision/feature-effect.ts'
export { type FeatureState, featureState } from './decision/feature-state.ts'
export { grantors } from './decision/grantors.ts'
export { effectiveSet } from './decision/held.ts'
export { type Flip, FlipReader, history, type PastChange, type Question } from './decision/history.ts'
export type { Impact, ImpactEntry } from './decision/impact.ts'
export { matrix } from './decision/matrix.ts'
export { isSideEffect } from './decision/side-effect.ts'
export {
  decideWithin,
  effectiveWithin,
  type Reach,
  reaches,
  type TokenGrant,
} from './decision/token-reach.ts'
export { ALLOWED, NUMBER_OF, VERDICTS, type Verdict } from './decision/verdict.ts'
export { type Allowed, what } from './decision/what.ts'
export { type Holder, who } from './decision/who.ts'
export type * from './diagnosis/case.ts'
export type { Check, CheckId, CheckStatus, Evidence, Leaf, LeafCode } from './diagnosis/check.ts'
export {
  type DiagnosedCheck,
  type Diagnosis,
  type DiagnosisQuestion,
  diagnose,
  type NextStep,
} from './diagnosis/diagnose.ts'
export type { DiagnosedRemedy } from './diagnosis/remedies.ts'
export { questionOf as remedyQuestionOf } from './diagnosis/remedy-question.ts'
export { leafOf, RUNBOOK } from './diagnosis/runbook.ts'
export {
  missingParts,
  PART_NAMES,
  PARTS,
  type Part,
  unrecorded,
} from './escalation/completeness.ts'
export { type Pseudonym, pseudonymsFor, renamed } from './escalation/pseudonyms.ts'
export { redact } from './escalation/redact.ts'
export { differences, type Outcome as ReplayOutcome, type Replayable, replay } from './escalation/replay.ts'
export { sliceFor } from './escalation/slice.ts'
export type { Finding } from './lint/finding.ts'
export { lint } from './lint/lint.ts'
export type { Assignment, Subject } from './model/assignment.ts'
export type { Catalogue, Feature, ResourceType } from './model/catalogue.ts'
export * from './model/expectation.ts'
export type { Group, Seat, SeatSource } from './model/group.ts'
export type { Invitation } from './model/invitation.ts'
export * from './model/member.ts'
export * from './model/organization.ts'
export type { Role } from './model/role.ts'
export * from './model/scope.ts'
export { isBranchName, type RepositoryUrl, readRepositoryUrl, type Source } from './model/source.ts'
export { type OrganizationState, STATE_FORMAT } from './model/state.ts'
export { carryOut } from './remedies/carry-out.ts'
export { type Edit, takenBy } from './remedies/edit.ts'
export { findRemedies, remedyId, remedyOfId } from './remedies/find-remedies.ts'
export { performersIn } from './remedies/performers.ts'
export type { RemedyQuestion } from './remedies/question.ts'
export { helps, type Remedy } from './remedies/try-out.ts'
export { apply, extend, found } from './snapshot/apply.ts'
export { Snapshot } from './snapshot/snapshot.ts'
export { assignmentOf, snapshotFrom, stateOf } from './snapshot/state.ts'
