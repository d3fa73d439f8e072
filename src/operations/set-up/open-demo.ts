/** Signs in with the one-time link that `demo` printed on the server's own machine. */
import { refuse } from '../../core/index.ts'
import { hashSecret, isSecret, newSecret } from '../../identity/secrets.ts'
import { accountById, createLink, oneTimeLink, useLink } from '../../store/store.ts'
import { beginSession, sessionResult } from '../account/begin-session.ts'
import type { UseCase } from '../call.ts'
import { notWritten } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'

const LIFETIME = 24 * 3600 * 1000

/** @returns the URL to print */
export async function issueDemoLink({ store, clock, publicUrl }: Deps, account: string): Promise<string> {
  const token = newSecret('link')
  const now = clock()
  const times = { createdAt: now, expiresAt: now + LIFETIME }
  const { outcome } = await store.write(
    createLink(store.build, { tokenHash: hashSecret(token), purpose: 'demo', account, ...times }),
  )
  if (outcome !== 'committed') throw notWritten()
  return `${publicUrl}/demo?token=${token}`
}

export function openDemo(deps: Deps): UseCase<'openDemo'> {
  return async ({ body }, call) => {
    const { store, organizations } = deps
    const hash = hashSecret(body.token)
    const link = isSecret('link', body.token) ? await oneTimeLink(store, hash) : undefined
    const owner = link?.purpose === 'demo' ? link.account : undefined
    const account = owner === undefined ? undefined : await accountById(store, owner)
    if (account === undefined) throw notValid()
    const own = await organizations.of(account.id)
    const begun = beginSession(deps, {
      account,
      epoch: account.epoch,
      method: 'demo',
      settings: own.map(({ snapshot }) => snapshot.organization.settings),
      address: call.address,
      userAgent: call.userAgent,
      now: call.now,
    })
    const { outcome } = await store.write([...useLink(store.build, hash, 'demo', call.now), ...begun.writes])
    if (outcome === 'conflict') throw notValid()
    if (outcome !== 'committed') throw notWritten()
    return sessionResult(begun, account, body.answer_as, own[0]?.name)
  }
}

function notValid(): Refused {
  return new Refused(
    refuse('LINK_NOT_VALID', 'this link was used or has expired: start the demo again for a new one'),
  )
}
