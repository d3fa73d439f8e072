/** Is a feature on for somebody? The same answer as gate 6 gives for the permissions that it gates. */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Feature } from '../model/catalogue.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import { problemOf } from './feature-gate.ts'

export type FeatureState = {
  readonly feature: Feature
  readonly enabled: boolean
  /** Why it is off. */
  readonly code?: DecisionCode
}

/**
 * @param principal the account's id; for whoever is no member, every feature is off
 * @returns `undefined` where there is no such feature
 */
export function featureState(snapshot: Snapshot, principal: string, key: string): FeatureState | undefined {
  const feature = snapshot.vocabulary.features.find((one) => one.key === key)
  if (feature === undefined) return undefined
  const member = snapshot.members.get(principal)
  const code = member === undefined ? 'NOT_A_MEMBER' : problemOf(snapshot, member, feature)
  return code === undefined ? { feature, enabled: true } : { feature, enabled: false, code }
}
