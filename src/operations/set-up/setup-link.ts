/**
 * The one-time link with which a fresh install gets its first admin. It is issued anew at each start until it is used;
 * older ones end, and once the install is set up there is none.
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
  const { build } = deps.store
  const token = newSecret('link')
  const now = deps.clock()
  const link = {
    tokenHash: hashSecret(token),
    purpose: 'setup',
    createdAt: now,
    expiresAt: now + LIFETIME,
  } as const
  const { outcome } = await deps.store.write([
    build.remove('one_time_links', { purpose: 'setup' }),
    ...createLink(build, link),
  ])
  if (outcome !== 'committed') throw notWritten()
  return `${deps.publicUrl}/setup?token=${token}`
}
