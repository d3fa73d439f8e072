/** The service token of `admin bootstrap`: made by the system, which has no ceiling; others are made by `token create`. */
import { createAutomation } from '../../core/change/create-automation.ts'
import { createAccount, createToken, type DirectoryEntry, type Write } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import type { Deps } from '../deps.ts'
import { automationAccount } from '../tokens/automation-account.ts'
import { LONGEST } from '../tokens/lifetime.ts'
import { newToken } from '../tokens/new-token.ts'
import { type Step, step } from './found.ts'

export type NewServiceToken = {
  /** Shown once. */
  readonly token: string
  readonly step: Step
  readonly known: DirectoryEntry
  readonly writes: (organization: string) => Write[]
}

/** @param role at the organization */
export function newServiceToken(
  deps: Deps,
  { name, role, createdBy, now }: { name: string; role: string; createdBy: string; now: number },
): NewServiceToken {
  const { build } = deps.store
  const account = automationAccount(deps, { name, owner: deps.newId('tok'), now })
  const { secret, token } = newToken(deps, {
    kind: 'service',
    account: account.id,
    organization: '',
    name,
    grants: [],
    createdBy,
    createdAt: now,
    expiresAt: now + LONGEST,
  })
  const input = { principal: account.id, assignments: [{ role, scope: 'organization' }] }
  return {
    token: secret,
    step: step(createAutomation, input, { through: { type: 'token', id: token.id } }),
    known: directoryEntry(account),
    writes: (organization) => [
      ...createAccount(build, account),
      ...createToken(build, { ...token, organization, grants: [{ role, scope: organization }] }),
    ],
  }
}
