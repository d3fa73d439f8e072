/** Creates the first organization and its first admin, with the link that the first start printed. */
import { inviteUser } from '../../core/change/invite-user.ts'
import { DEFAULT_SETTINGS, refuse } from '../../core/index.ts'
import { hashSecret, isSecret } from '../../identity/secrets.ts'
import { type Account, accountByEmail, createAccount, oneTimeLink, useLink } from '../../store/store.ts'
import { requireEmail } from '../account/account-for.ts'
import { beginSession, sessionResult } from '../account/begin-session.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { newPasswordHash } from '../account/new-password.ts'
import { verifiedByActivation } from '../account/path-here.ts'
import type { Call, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { foundOrganization, step } from './found.ts'
import { alreadySetUp, claimSetUp, isSetUp, setUpConflict } from './set-up-state.ts'

export function setUp(deps: Deps): UseCase<'setUp'> {
  return async ({ body }, call) => {
    if (await isSetUp(deps)) throw alreadySetUp()
    await requireLink(deps, body.token, call)
    const email = await freeEmail(deps, body.email)
    const passwordHash = await newPasswordHash(deps, body.password, [
      email,
      body.name ?? '',
      body.organization,
    ])
    const { now } = call
    const account: Account = {
      id: deps.newId('usr'),
      email,
      emailDisplay: body.email.trim(),
      name: body.name ?? '',
      type: 'user',
      passwordHash,
      passwordChangedAt: now,
      epoch: 0,
      createdAt: now,
    }
    const settings = [DEFAULT_SETTINGS]
    const begun = beginSession(deps, {
      account,
      epoch: 0,
      method: 'password',
      settings,
      address: call.address,
      userAgent: call.userAgent,
      now,
    })
    const verifiedPath = { password: true, providers: [] }
    let verifiedBy = ''
    const living = await foundOrganization(deps, {
      name: body.organization,
      now,
      address: call.address,
      change: 'setUp',
      command: 'setUp',
      steps: (_, customer) => {
        verifiedBy = verifiedByActivation(customer)
        return [step(inviteUser, { principal: account.id, verifiedPath, role: 'admin' })]
      },
      extra: () => [
        ...claimSetUp(deps, now),
        ...useLink(deps.store.build, hashSecret(body.token), 'setup', now),
        ...createAccount(deps.store.build, { ...account, emailVerifiedAt: now, emailVerifiedBy: verifiedBy }),
        ...begun.writes,
      ],
      known: [directoryEntry({ ...account, emailVerifiedAt: now })],
      conflict: (constraint) => setUpConflict(constraint) ?? linkConflict(constraint),
    })
    return { ...sessionResult(begun, account, body.answer_as, living.name), revision: living.revision }
  }
}

/** @throws Refused LINK_NOT_VALID, before anything costly is done */
async function requireLink({ store }: Deps, token: string, { now }: Call): Promise<void> {
  const link = isSecret('link', token) ? await oneTimeLink(store, hashSecret(token)) : undefined
  const works = link?.purpose === 'setup' && link.usedAt === undefined && now < link.expiresAt
  if (!works) throw notValid()
}

function linkConflict(constraint: string): Refused | undefined {
  return constraint === 'one_time_links.usable' ? notValid() : undefined
}

function notValid(): Refused {
  return new Refused(refuse('LINK_NOT_VALID', 'this link does not work: restart the server for a new one'))
}

/** @throws Refused where it is no address, or somebody's already */
async function freeEmail({ store }: Deps, text: string): Promise<string> {
  const email = requireEmail(text)
  if ((await accountByEmail(store, email)) === undefined) return email
  throw new Refused(refuse('INVALID', 'this address has an account already', { field: '/email' }))
}
