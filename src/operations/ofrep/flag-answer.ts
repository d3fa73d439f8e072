/** A feature as OFREP shows it. Names, kinds and codes are all that is told: nothing of the person. */
import type { Unparsed } from '../../contract/table.ts'
import type { FeatureState } from '../../core/index.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'

const STATE_FROM = { flag: 'tenant', beta: 'person', tier: 'plan' } as const

export function flagAnswer({ feature, enabled, code }: FeatureState): Unparsed<'ofrepFlag'> {
  const { key, kind } = feature
  return {
    key,
    value: enabled,
    reason: reasonOf(kind, code),
    variant: enabled ? 'on' : 'off',
    metadata: { kind, state_from: STATE_FROM[kind], ...(code !== undefined && { code }) },
  }
}

function reasonOf(kind: FeatureState['feature']['kind'], code: FeatureState['code']) {
  if (code === 'FLAG_OFF') return 'DISABLED'
  return kind === 'beta' || code === 'NOT_A_MEMBER' ? 'TARGETING_MATCH' : 'STATIC'
}

/** The account that a targeting key means: id, e-mail or username. */
export function targetOf(scene: Scene, key: string): string {
  return idOf(scene, key) ?? scene.living.idOfUsername(key) ?? key
}
