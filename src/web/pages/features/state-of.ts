/** Whether a feature is on, and where that comes from, in words (F63). */
import type { Feature } from './view.ts'

type Tier = NonNullable<Feature['minimum_tier']>

export type State = {
  /** `per person`: it is on for some and off for others. */
  readonly is: 'on' | 'off' | 'per person'
  readonly from: string
  /** In one or two words, for a row. */
  readonly source: 'Tenant' | 'Person' | 'Plan'
}

/** @param tier the tenant's; absent until it is known */
export function stateOf(
  { kind, enabled, minimum_tier: minimum }: Pick<Feature, 'kind' | 'enabled' | 'minimum_tier'>,
  tier: Tier | undefined,
): State {
  if (kind === 'beta') {
    return {
      is: 'per person',
      source: 'Person',
      from: 'on for whoever has beta access, off for everybody else',
    }
  }
  const is = enabled ? 'on' : 'off'
  if (kind === 'flag') {
    const from = enabled ? 'switched on for this tenant' : 'off until it is switched on for this tenant'
    return { is, source: 'Tenant', from }
  }
  const has = tier === undefined ? '' : `; this tenant has ${tier}`
  return { is, source: 'Plan', from: `comes with the plan ${minimum ?? 'free'}${has}` }
}

export const KINDS: Readonly<Record<Feature['kind'], string>> = {
  flag: 'flag',
  beta: 'beta',
  tier: 'tier',
}
