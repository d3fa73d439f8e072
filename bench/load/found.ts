/** Organizations that the product founds by itself, with one admin for all of them. */

import type { Deps } from '../../src/operations/deps.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'

export function organizationName(at: number): string {
  return `org-${at}`
}

export async function foundOrganizations(
  deps: Deps,
  admin: string,
  from: number,
  count: number,
): Promise<void> {
  const email = 'bench@example.com'
  const createdAt = deps.clock()
  const person = {
    id: admin,
    email,
    emailDisplay: email,
    name: 'Bench',
    type: 'user',
    epoch: 0,
    createdAt,
  } as const
  // Any text: nobody signs in with it.
  const account = { ...person, passwordHash: 'none' }
  for (let at = from; at < from + count; at++) {
    await createOrganization(deps, { name: organizationName(at), admins: [{ account, isNew: at === 0 }] })
  }
}
