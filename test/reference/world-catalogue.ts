/** Random application catalogues, features of the three kinds, and custom roles: empty, of one key, of some, of all. */
import type { ApplicationFamily, Catalogue, Feature } from '../../src/core/model/catalogue.ts'
import type { Role } from '../../src/core/model/role.ts'
import type { Rng } from './random.ts'
import { BUILT_IN_KEYS } from './role-table.ts'
import { WORLD_KEYS } from './world-constants.ts'

const CONTENTS: readonly (readonly [name: string, keys: readonly string[]])[] = [
  ['cases', ['cases.read', 'conversations.assign']],
  ['warehouse', ['warehouse.query']],
]
const TIERS = ['free', 'team', 'enterprise'] as const

export function catalogues(rng: Rng): Catalogue[] {
  return rng.some(CONTENTS, 0.5).map(([name, keys]) => {
    const permissions = keys.map((key) => ({ key, description: key, capability: key }))
    const families: ApplicationFamily[] = [{ name, permissions }]
    const features = Array.from({ length: rng.below(4) }, (_, i) => feature(rng, `${name}-${'cab'[i]}`, keys))
    return { name, families, features }
  })
}

function feature(rng: Rng, key: string, own: readonly string[]): Feature {
  const gates = [...new Set([rng.pick(own), ...rng.some(WORLD_KEYS, 0.15)])]
  const kind = rng.pick(['flag', 'beta', 'tier'] as const)
  return { key, name: key, kind, gates, ...(kind === 'tier' && { minimumTier: rng.pick(TIERS) }) }
}

export function customRoles(rng: Rng, ids: readonly string[], own: readonly Catalogue[]): Role[] {
  const ownKeys = own.flatMap((c) => c.families.flatMap((f) => f.permissions.map((p) => p.key)))
  const all = [...BUILT_IN_KEYS, ...ownKeys]
  const content = (): string[] => {
    const asked = [...WORLD_KEYS, ...ownKeys, ...ownKeys]
    const kind = rng.below(6)
    if (kind === 0) return []
    if (kind <= 2) return [rng.pick(asked)]
    if (kind === 3) return rng.some(asked, 0.4)
    const missing = rng.pick(asked)
    return kind === 4 ? [...all] : all.filter((key) => key !== missing)
  }
  return ids.map((id) => ({
    id,
    name: id,
    kind: 'custom',
    description: '',
    permissions: content().toSorted(),
  }))
}
