/**
 * What single sign-on and SCIM bring, without a provider being asked: a provider of an organization, seats that it fills,
 * and sessions as it begins them. Everything goes through the store, as it would.
 */
import { type Event, isRefusal, propose, type SeatSource } from '../../src/core/index.ts'
import { beginSession } from '../../src/operations/account/begin-session.ts'
import { commitInTurn } from '../../src/operations/commit.ts'
import type { Deps } from '../../src/operations/deps.ts'
import { contextOf } from '../../src/operations/perform.ts'
import { Refused } from '../../src/operations/refused.ts'
import { accountById, type Claims } from '../../src/store/store.ts'

export const CORP = { id: 'prv_corp', key: 'corp', displayName: 'Corp', enabled: true }

/** These events happen in an organization, as if the system had brought them about. */
async function happens(deps: Deps, organization: string, events: readonly Event[]): Promise<void> {
  const living = (await deps.organizations.named(organization))!
  const at = deps.clock()
  await commitInTurn(
    deps,
    [living],
    () => {
      const proposal = propose(living.snapshot, () => events, undefined, contextOf(deps, 'system', at), {
        dryRun: false,
      })
      if (isRefusal(proposal)) throw new Refused(proposal)
      const part = {
        living,
        proposal,
        actor: { account: null, type: 'system' } as const,
        command: 'single sign-on',
      }
      return Promise.resolve({ parts: [part], at, result: undefined })
    },
    () => undefined,
  )
}

export async function connectCorp(deps: Deps, organization = 'acme'): Promise<void> {
  await happens(deps, organization, [{ type: 'provider.added', data: { provider: CORP } }])
}

/** @param group by id */
export async function seated(
  deps: Deps,
  group: string,
  principal: string,
  source: SeatSource,
  organization = 'acme',
): Promise<void> {
  await happens(deps, organization, [
    { type: 'group.member.added', data: { seat: { group, principal, source } } },
  ])
}

type SignOn = {
  readonly account: string
  readonly claims?: Claims
  /** Id of the provider. */
  readonly provider?: string
  readonly organization?: string
}

/** @returns the token of a session that began with single sign-on, good for that organization alone */
export async function singleSignOn(deps: Deps, { account: id, ...said }: SignOn): Promise<string> {
  const account = (await accountById(deps.store, id))!
  const living = (await deps.organizations.named(said.organization ?? 'acme'))!
  const begun = beginSession(deps, {
    account,
    epoch: account.epoch,
    method: 'oidc',
    ...(said.provider !== undefined && { provider: said.provider }),
    organization: living.id,
    ...(said.claims !== undefined && { claims: said.claims }),
    settings: [living.snapshot.organization.settings],
    address: '192.0.2.1',
    now: deps.clock(),
  })
  const { outcome } = await deps.store.write(begun.writes)
  if (outcome !== 'committed') throw new Error(`the session was not written: ${outcome}`)
  return begun.token
}
