/** Founds an organization; proposed on the empty snapshot that `found` makes. */

import { isSlug } from '../model/scope.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { slugRefusal } from './create-project.ts'

export type CreateOrganization = Record<string, never>

export function createOrganization(
  snapshot: Snapshot,
  _input: CreateOrganization,
  _context: Context,
): Outcome {
  const { organization } = snapshot
  if (!isSlug(organization.name)) return slugRefusal('organization', organization.name, '/organization')
  return [{ type: 'organization.created', data: { organization } }]
}
