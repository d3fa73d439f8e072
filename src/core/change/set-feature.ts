/** `feature set`: switches a flag for the organization (F60). Betas are a person's, tiers the plan's. */
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { refuse } from './refusal.ts'

export type SetFeature = { readonly feature: string; readonly enabled: boolean }

export function setFeature(snapshot: Snapshot, input: SetFeature, _context: Context): Outcome {
  const feature = snapshot.vocabulary.features.find(({ key }) => key === input.feature)
  if (feature === undefined) {
    return refuse('NOT_FOUND', `no feature \`${input.feature}\``, {
      field: '/feature',
      next: 'compartment feature list',
    })
  }
  if (feature.kind === 'beta') {
    return refuse('INVALID', `\`${feature.key}\` is a beta: it is switched on for a person`, {
      field: '/feature',
      next: 'compartment user beta-access EMAIL on',
    })
  }
  if (feature.kind === 'tier') {
    return refuse('INVALID', `\`${feature.key}\` comes with the tier \`${feature.minimumTier}\``, {
      field: '/feature',
      next: `compartment org settings set --tier ${feature.minimumTier}`,
    })
  }
  const before = snapshot.enabledFeatures.has(feature.key)
  return [{ type: 'feature.changed', data: { feature: feature.key, before, after: input.enabled } }]
}
