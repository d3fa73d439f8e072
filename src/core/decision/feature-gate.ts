/** Gate 6: are the features on that gate a permission, for this organization, person and tier? */
import type { DecisionCode } from '../catalogue/codes.ts'
import type { Feature } from '../model/catalogue.ts'
import type { Member } from '../model/member.ts'
import { TIERS, type Tier } from '../model/organization.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'

const ORDER: readonly DecisionCode[] = ['FLAG_OFF', 'NO_BETA_ACCESS', 'TIER_TOO_LOW']

/** Why a feature is off for somebody, or `undefined`. */
export function problemOf(snapshot: Snapshot, member: Member, feature: Feature): DecisionCode | undefined {
  switch (feature.kind) {
    case 'flag':
      return snapshot.enabledFeatures.has(feature.key) ? undefined : 'FLAG_OFF'
    case 'beta':
      return member.betaAccess ? undefined : 'NO_BETA_ACCESS'
    case 'tier':
      return reaches(snapshot.organization.tier, feature.minimumTier ?? 'free') ? undefined : 'TIER_TOO_LOW'
  }
}

function reaches(tier: Tier, minimum: Tier): boolean {
  return TIERS.indexOf(tier) >= TIERS.indexOf(minimum)
}

export type FeatureProblem = { readonly code: DecisionCode; readonly features: readonly string[] }

/** The features that are off, under the first code that any of them gives; `undefined` when all are on. */
export function featureProblem(snapshot: Snapshot, member: Member, bit: number): FeatureProblem | undefined {
  const failing = snapshot.vocabulary.gatesOf(bit).flatMap((feature) => {
    const code = problemOf(snapshot, member, feature)
    return code === undefined ? [] : [{ code, key: feature.key }]
  })
  const code = ORDER.find((candidate) => failing.some((problem) => problem.code === candidate))
  return code && { code, features: failing.map((problem) => problem.key).toSorted() }
}
