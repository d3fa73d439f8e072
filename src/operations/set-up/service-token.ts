/** A service token: a program's own account, with what it may do, owned by the token and changed only through it. */
import { createAutomation } from '../../core/change/create-automation.ts'
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import {
  type Account,
  createAccount,
  createToken,
  type DirectoryEntry,
  type Write,
} from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import type { Deps } from '../deps.ts'
import { type Step, step } from './found.ts'

/** A year at most. */
const LIFETIME = 365 * 24 * 3600 * 1000
const SHOWN = 12

export type NewServiceToken = {
  /** Shown once. */
  readonly token: string
  readonly step: Step
  readonly known: DirectoryEntry
  readonly writes: (organization: string) => Write[]
}

/** @param role at the organization */
export function newServiceToken(
  { store, newId }: Deps,
  { name, role, createdBy, now }: { name: string; role: string; createdBy: string; now: number },
): NewServiceToken {
  const token = newSecret('token')
  const id = newId('tok')
  const email = addressOf(name, id)
  const account: Account = {
    id: newId('usr'),
    email,
    emailDisplay: email,
    name,
    type: 'automation',
    epoch: 0,
    createdAt: now,
  }
  const input = { principal: account.id, assignments: [{ role, scope: 'organization' }] }
  return {
    token,
    step: step(createAutomation, input, { through: { type: 'token', id } }),
    known: directoryEntry(account),
    writes: (organization) => [
      ...createAccount(store.build, account),
      ...createToken(store.build, {
        id,
        prefix: token.slice(0, SHOWN),
        tokenHash: hashSecret(token),
        kind: 'service',
        account: account.id,
        organization,
        name,
        grants: [{ role, scope: organization }],
        createdBy,
        createdAt: now,
        expiresAt: now + LIFETIME,
      }),
    ],
  }
}

/** Tells programs of one name apart. No mail can be sent there: `.invalid` is reserved (RFC 2606). */
function addressOf(name: string, id: string): string {
  const word = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
  return `${word}-${id.slice(-8)}@automation.invalid`
}
