/**
 * The one-time link with which a fresh install gets its first admin. Each start prints its own, so that with
 * several replicas every one that is read works; the first that is used ends them all, because it can be done only once.
 */
import { hashSecret, newSecret } from '../../identity/secrets.ts'
import { createLink } from '../../store/store.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { isSetUp } from './set-up-state.ts'

const LIFETIME = 24 * 3600 * 1000

/** @returns the URL to print, or `undefined` where the install is set up */
export async function issueSetupLink(deps: Deps): Promise<string | undefined> {
  if (await isSetUp(deps)) return undefined
  const token = newSecret('link')
  const now = deps.clock()
  const link = {
    tokenHash: hashSecret(token),
    purpose: 'setup',
    createdAt: now,
    expiresAt: now + LIFETIME,
  } as const
  const { outcome } = await deps.store.write(createLink(deps.store.build, link))
  if (outcome !== 'committed') throw notWritten()
  return `${deps.publicUrl}/setup?token=${token}`
}
