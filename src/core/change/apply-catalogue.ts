/** `catalogue apply`: registers or replaces an application's own permissions, resource types and features. */
import { FAMILIES, PERMISSION_KEYS } from '../catalogue/permissions.ts'
import type { Catalogue } from '../model/catalogue.ts'
import { isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { type Refusal, refuse } from './refusal.ts'
import { typesRefusal } from './resource-types.ts'

export type ApplyCatalogue = { readonly catalogue: Catalogue }

/** Managing access stays out of reach of features: whoever could switch one would lock every admin out. */
const NEVER_GATED: ReadonlySet<string> = new Set(
  FAMILIES[0].rows.map(([key]) => key).filter((key) => key !== 'organization.project.create'),
)

const KEY = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/

export function applyCatalogue(
  snapshot: Snapshot,
  { catalogue }: ApplyCatalogue,
  _context: Context,
): Outcome {
  const before = snapshot.catalogues.find(({ name }) => name === catalogue.name) ?? null
  const others = snapshot.catalogues.filter((other) => other !== before)
  const known = new Set<string>([...PERMISSION_KEYS, ...others.flatMap(keysOf), ...keysOf(catalogue)])
  return (
    nameRefusal(catalogue) ??
    keysRefusal(catalogue, others) ??
    featuresRefusal(catalogue, others, known) ??
    typesRefusal(catalogue, others, known) ??
    withdrawalRefusal(snapshot, catalogue, before) ?? [
      { type: 'catalogue.applied', data: { before, after: catalogue } },
    ]
  )
}

function keysOf(catalogue: Catalogue): string[] {
  return catalogue.families.flatMap((family) => family.permissions.map((permission) => permission.key))
}

function nameRefusal({ name }: Catalogue): Refusal | undefined {
  return isSlug(name)
    ? undefined
    : refuse('INVALID', `\`${name}\` cannot name a catalogue`, { field: '/name' })
}

function keysRefusal(catalogue: Catalogue, others: readonly Catalogue[]): Refusal | undefined {
  const taken = new Set<string>([...PERMISSION_KEYS, ...others.flatMap(keysOf)])
  for (const key of keysOf(catalogue)) {
    if (!KEY.test(key)) {
      return refuse('INVALID', `\`${key}\` is not a permission key: use \`area.action\``, {
        field: '/families',
      })
    }
    if (taken.has(key))
      return refuse('NAME_TAKEN', `there is already a permission \`${key}\``, { field: '/families' })
    taken.add(key)
  }
  return undefined
}

function featuresRefusal(
  catalogue: Catalogue,
  others: readonly Catalogue[],
  known: ReadonlySet<string>,
): Refusal | undefined {
  const taken = new Set(others.flatMap((other) => other.features.map((feature) => feature.key)))
  for (const feature of catalogue.features) {
    const field = '/features'
    if (!isSlug(feature.key)) return refuse('INVALID', `\`${feature.key}\` cannot name a feature`, { field })
    if (taken.has(feature.key))
      return refuse('NAME_TAKEN', `there is already a feature \`${feature.key}\``, { field })
    taken.add(feature.key)
    if ((feature.kind === 'tier') !== (feature.minimumTier !== undefined)) {
      return refuse('INVALID', `\`${feature.key}\`: a minimum tier belongs to features of kind \`tier\``, {
        field,
      })
    }
    const locking = feature.gates.find((key) => NEVER_GATED.has(key))
    if (locking !== undefined) {
      const detail = `\`${feature.key}\` gates \`${locking}\`: nobody could switch it on again`
      return refuse('INVALID', detail, { field })
    }
    const unknown = feature.gates.find((key) => !known.has(key))
    if (unknown !== undefined) {
      return refuse(
        'UNKNOWN_PERMISSION',
        `\`${feature.key}\` gates \`${unknown}\`, which nobody has declared`,
        { field },
      )
    }
  }
  return undefined
}

/** A key that a role still has cannot go: the role is edited first, so that nobody's access changes unseen. */
function withdrawalRefusal(
  snapshot: Snapshot,
  catalogue: Catalogue,
  before: Catalogue | null,
): Refusal | undefined {
  const kept = new Set(keysOf(catalogue))
  const withdrawn = before === null ? [] : keysOf(before).filter((key) => !kept.has(key))
  for (const role of snapshot.roles.values()) {
    const key = withdrawn.find((candidate) => role.kind === 'custom' && role.permissions.includes(candidate))
    if (key === undefined) continue
    return refuse('IN_USE', `\`${key}\` cannot be withdrawn: the role \`${role.name}\` has it`, {
      field: '/families',
      next: `compartment role show ${role.id}`,
    })
  }
  return undefined
}
