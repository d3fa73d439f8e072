/**
 * `admin recover`: a link for an admin who can come in again, made on the server's own machine. It works when every admin
 * is locked out; what it changes stands in the journal with the server as its actor, and the link in the activity log.
 */
import { randomBytes } from 'node:crypto'
import { recordSignInPath } from '../../core/change/record-sign-in-path.ts'
import { recoverAdmin } from '../../core/change/recover-admin.ts'
import { type Command, isRefusal, type Proposal, propose, refuse } from '../../core/index.ts'
import {
  type Account,
  accountById,
  createAccount,
  identitiesOf,
  setPassword,
  type Write,
} from '../../store/store.ts'
import { type AccountFor, accountFor } from '../account/account-for.ts'
import { basisOf, isActiveIn } from '../account/basis.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { pathOf } from '../account/path-here.ts'
import { newResetLink, SERVER_ISSUER } from '../account/reset-links.ts'
import { activity, BY_ITSELF } from '../activity/record.ts'
import { instant } from '../answers/instants.ts'
import { commitInTurn, type Part } from '../commit.ts'
import type { Deps } from '../deps.ts'
import { issueLink } from '../invitations/invitation-links.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { contextOf } from '../perform.ts'
import { Refused } from '../refused.ts'
import { assertDeclared, type ChangeName } from '../writes.ts'
import { adminsOf } from './admins-of.ts'

export type Recovering = {
  readonly organization: string
  /** The only admin where it is left out. */
  readonly email?: string
  /** Switches local passwords on, where only a single sign-on that fails is left. */
  readonly enablePasswords?: boolean
  readonly reason?: string
}

export type Recovered = {
  readonly organization: string
  readonly email: string
  readonly purpose: 'activation' | 'reset'
  readonly url: string
  readonly expires_at: string
  /** Types of the events that were written. */
  readonly changes: readonly string[]
}

const REASON = 'recovery on the server’s own machine'

/** @throws Refused NOT_FOUND, INVALID, MANAGED_IDENTITY, SSO_REQUIRED */
export async function recover(deps: Deps, asked: Recovering): Promise<Recovered> {
  const living = await deps.organizations.named(asked.organization)
  if (living === undefined) {
    throw new Refused(
      refuse('NOT_FOUND', `no organization \`${asked.organization}\``, { field: '/organization' }),
    )
  }
  requirePasswords(living, asked)
  const { account, isNew } = await whoever(deps, living, asked.email)
  const isUsed =
    !isNew && (isActiveIn(living, account.id) || (await basisOf(deps, account, living)) !== 'new')
  const { email } = account
  const link = isUsed
    ? await resetOf(deps, living, account, asked)
    : await activationOf(deps, living, { account, isNew }, asked)
  return { organization: living.name, email, ...link }
}

function requirePasswords({ snapshot }: LivingOrganization, { enablePasswords }: Recovering): void {
  if (snapshot.organization.passwords || enablePasswords === true) return
  const detail = 'this organization takes no passwords, and single sign-on gives no links'
  throw new Refused(refuse('SSO_REQUIRED', detail, { next: 'add --enable-passwords' }))
}

async function whoever(
  deps: Deps,
  living: LivingOrganization,
  text: string | undefined,
): Promise<AccountFor> {
  if (text === undefined) return { account: await onlyAdmin(deps, living), isNew: false }
  const found = await accountFor(deps, { email: text }, deps.clock())
  const { email, type } = found.account
  if (type !== 'automation') return found
  const detail = `\`${email}\` is an automation account: it cannot sign in`
  throw new Refused(refuse('MANAGED_IDENTITY', detail, { field: '/email' }))
}

async function onlyAdmin(deps: Deps, living: LivingOrganization): Promise<Account> {
  const admins = adminsOf(living.snapshot)
  const account = admins.length === 1 ? await accountById(deps.store, admins[0]!) : undefined
  if (account !== undefined) return account
  const emails = admins.map((id) => living.person(id)?.email ?? id)
  const detail =
    emails.length === 0 ? 'nobody is an admin here' : `there are several admins: ${emails.join(', ')}`
  throw new Refused(refuse('INVALID', detail, { field: '/email', next: 'say who with --email' }))
}

type Link = Omit<Recovered, 'organization' | 'email'>

/** For an account that nobody has used yet: its link makes it. */
async function activationOf(
  deps: Deps,
  living: LivingOrganization,
  { account, isNew }: AccountFor,
  asked: Recovering,
): Promise<Link> {
  return committed(deps, [living], account, asked, async () => {
    const input = { principal: account.id, passwords: asked.enablePasswords === true }
    const proposal = proposed(deps, living, 'recoverAdmin', recoverAdmin, input)
    const { after } = proposal
    const to = { account, basis: 'new' } as const
    const issue = issueLink(deps, { snapshot: after, now: deps.clock() }, { to, onlyShown: true })
    const invitation = after.invitationOf(account.id)!
    return {
      proposals: [[living, proposal]],
      writes: [...(isNew ? createAccount(deps.store.build, account) : []), ...issue.writes(invitation)],
      link: {
        purpose: 'activation',
        url: issue.shownUrl!,
        expires_at: instant(invitation.expiresAt),
      },
    }
  })
}

/** For an account that is in use: a reset. One without a password gets one first that nobody knows. */
async function resetOf(
  deps: Deps,
  living: LivingOrganization,
  account: Account,
  asked: Recovering,
): Promise<Link> {
  const isFirst = account.passwordHash === undefined
  const hash = isFirst ? await deps.passwords.hash(randomBytes(32).toString('base64url')) : undefined
  const all = isFirst ? await deps.organizations.of(account.id) : []
  const others = all.filter((one) => one.id !== living.id && isActiveIn(one, account.id))
  return committed(deps, [living, ...others], account, asked, async () => {
    const now = deps.clock()
    const identities = await identitiesOf(deps.store, account.id)
    const withPassword = { passwordHash: account.passwordHash ?? hash! }
    const pathIn = ({ snapshot }: LivingOrganization) => pathOf(withPassword, identities, snapshot.providers)
    const principal = account.id
    const input = { principal, path: pathIn(living), passwords: asked.enablePasswords === true }
    const link = newResetLink(deps, principal, now, { organization: living.id, issuer: SERVER_ISSUER })
    return {
      proposals: [
        [living, proposed(deps, living, 'recoverAdmin', recoverAdmin, input)],
        ...others.map(
          (one) =>
            [
              one,
              proposed(deps, one, 'recordSignInPath', recordSignInPath, { principal, path: pathIn(one) }),
            ] as const,
        ),
      ],
      writes: [
        ...(hash === undefined ? [] : setPassword(deps.store.build, principal, hash, now)),
        ...link.writes,
      ],
      link: { purpose: 'reset', url: link.url, expires_at: instant(link.expiresAt) },
    }
  })
}

type Made = {
  readonly proposals: readonly (readonly [LivingOrganization, Proposal])[]
  readonly writes: readonly Write[]
  readonly link: Omit<Link, 'changes'>
}

function committed(
  deps: Deps,
  livings: readonly LivingOrganization[],
  account: Account,
  asked: Recovering,
  make: () => Promise<Made>,
): Promise<Link> {
  const [living] = livings
  const reason = asked.reason === undefined ? REASON : `${asked.reason} (${REASON})`
  const actor = BY_ITSELF
  return commitInTurn(
    deps,
    livings,
    async () => {
      const at = deps.clock()
      for (const one of livings) await one.catchUp()
      const { proposals, writes, link } = await make()
      const parts = proposals.map(
        ([one, proposal]): Part => ({ living: one, proposal, actor, command: 'admin recover', reason }),
      )
      const told = { organization: living!.id, actor, at } as const
      const extra = [
        ...writes,
        ...activity(deps, { type: 'admin.recovered', ...told, data: { account: account.id, reason } }),
        ...activity(deps, {
          type: 'link.shown',
          ...told,
          data: { purpose: 'recovery', account: account.id },
        }),
      ]
      const changes = proposals[0]![1].events.map(({ type }) => type)
      return { parts, at, extra, known: [directoryEntry(account)], result: { ...link, changes } }
    },
    (result) => result,
  )
}

function proposed<I>(
  deps: Deps,
  { snapshot }: LivingOrganization,
  name: ChangeName,
  command: Command<I>,
  input: I,
): Proposal {
  const context = contextOf(deps, 'system', deps.clock())
  const trial = propose(snapshot, command, input, context, { dryRun: true })
  if (isRefusal(trial)) throw new Refused(trial)
  // Whoever runs this has no other way in: what it changes for others is meant.
  const proposal = propose(snapshot, command, input, context, { acceptImpact: trial.impact.digest })
  if (isRefusal(proposal)) throw new Refused(proposal)
  assertDeclared(name, proposal.events)
  return proposal
}
