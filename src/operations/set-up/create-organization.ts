/** A further organization, made by the system: for the demo, and for whoever operates the install. */
import { inviteUser } from '../../core/change/invite-user.ts'
import type { Tier } from '../../core/index.ts'
import { type Account, createAccount, installFact, setInstallFact } from '../../store/store.ts'
import { directoryEntry } from '../account/directory-entry.ts'
import { verifiedByActivation } from '../account/path-here.ts'
import type { Deps } from '../deps.ts'
import type { LivingOrganization } from '../living-organization.ts'
import { foundOrganization, step } from './found.ts'

export type NewOrganization = {
  readonly name: string
  readonly displayName?: string
  readonly tier?: Tier
  /** Id of the customer that it belongs to; the install's own where absent. */
  readonly customer?: string
  /** Active admins from the start: accounts with a password that are not in the store yet, or are. */
  readonly admins: readonly { readonly account: Account; readonly isNew: boolean }[]
}

/** An install with an admin is set up: no setup link is issued for it any more. */
export async function createOrganization(deps: Deps, asked: NewOrganization): Promise<LivingOrganization> {
  const now = deps.clock()
  const { admins, ...named } = asked
  const isSetUp = (await installFact(deps.store, 'set_up')) !== undefined
  let verifiedBy = ''
  return foundOrganization(deps, {
    ...named,
    now,
    change: 'createOrganization',
    command: 'org create',
    steps: (_, customer) => {
      verifiedBy = verifiedByActivation(customer)
      return admins.map(({ account }) => {
        const verifiedPath = { password: account.passwordHash !== undefined, providers: [] }
        return step(inviteUser, { principal: account.id, verifiedPath, role: 'admin' })
      })
    },
    extra: () => [
      ...(isSetUp || admins.length === 0 ? [] : setInstallFact(deps.store.build, 'set_up', String(now))),
      ...admins.flatMap(({ account, isNew }) =>
        isNew
          ? createAccount(deps.store.build, { ...account, emailVerifiedAt: now, emailVerifiedBy: verifiedBy })
          : [],
      ),
    ],
    known: admins.map(({ account }) => directoryEntry({ ...account, emailVerifiedAt: now })),
  })
}
