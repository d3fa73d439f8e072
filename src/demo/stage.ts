/**
 * Where the demo's story is told: the use cases and commands of the product, called at past times by the people
 * themselves. Authorization, guards, journal and tables are the usual ones; nothing is written in any other way.
 */
import type { Input, OperationName } from '../contract/table.ts'
import { type Context, isRefusal, type Proposal, type Refusal } from '../core/index.ts'
import type { Call, Caller, Result, UseCase, UseCases } from '../operations/call.ts'
import { type Attempt, commitInTurn } from '../operations/commit.ts'
import type { Deps } from '../operations/deps.ts'
import type { LivingOrganization } from '../operations/living-organization.ts'
import { contextOf } from '../operations/perform.ts'
import { Refused } from '../operations/refused.ts'
import { useCases } from '../operations/use-cases.ts'
import { type Account, accountByEmail, type DirectoryEntry, type Write } from '../store/store.ts'
import { fixed, fixedIds } from './fixed.ts'
import type { Moment } from './line.ts'
import { NobodysPasswords } from './nobodys-passwords.ts'

/** What a request says, but for the organization and the reason. */
export type Said<N extends OperationName> = {
  readonly params?: Omit<Input<N>['params'], 'organization'>
  readonly body?: Omit<NonNullable<Input<N>['body']>, 'reason'>
}

export type Planned = {
  readonly proposal: Proposal | Refusal
  readonly extra?: readonly Write[]
  readonly known?: readonly DirectoryEntry[]
}

export class Stage {
  /** As everywhere, but for the time, ids that are the same every time, and passwords that nobody has. */
  readonly deps: Deps
  /** When the story is told. */
  readonly today: number
  /** Links of invitations that are not accepted yet, by organization and address. */
  readonly links = new Map<string, string>()
  readonly #cases: UseCases
  #now: number

  constructor(deps: Deps) {
    this.today = deps.clock()
    this.#now = this.today
    const clock = (): number => this.#now
    this.deps = { ...deps, clock, newId: fixedIds(clock), passwords: new NobodysPasswords() }
    this.#cases = useCases(this.deps)
  }

  goTo(instant: number): void {
    this.#now = instant
  }

  async living({ organization }: Moment): Promise<LivingOrganization> {
    const living = await this.deps.organizations.named(organization)
    if (living === undefined) throw new Error(`there is no organization \`${organization}\` yet`)
    return living
  }

  async account(email: string): Promise<Account> {
    const account = await accountByEmail(this.deps.store, email)
    if (account === undefined) throw new Error(`\`${email}\` is not there yet`)
    return account
  }

  /** A request, as a door would pass it on. @throws Refused */
  async ask<N extends OperationName>(moment: Moment, name: N, said: Said<N>): Promise<Result<N>['answer']> {
    const { organization, because, knowingly } = moment
    const reason = because === undefined ? {} : { reason: because }
    const hasBody = said.body !== undefined
    const useCase = this.#cases[name] as UseCase<N>
    const call = await this.#call(moment)
    const send = async (query: object): Promise<Result<N>['answer']> => {
      const input = {
        params: { organization, ...said.params },
        query: { ...(!hasBody && reason), ...query },
        body: hasBody ? { ...said.body, ...reason } : undefined,
      }
      return (await useCase(input as unknown as Input<N>, call)).answer
    }
    if (knowingly === undefined) return send({})
    const preview = (await send({ dry_run: true })) as { impact: { digest: string }; refusal?: string }
    if (preview.refusal === undefined) throw new Error('there was nothing to accept')
    return send({ accept_impact: preview.impact.digest })
  }

  /** For what no request can ask for yet: the same way in, with a command of the core. @throws Refused */
  async change(
    moment: Moment,
    command: string,
    plan: (living: LivingOrganization, context: Context) => Planned | Promise<Planned>,
  ): Promise<void> {
    const { at, because } = moment
    const living = await this.living(moment)
    const { caller, address } = await this.#call(moment)
    const actor =
      caller === undefined
        ? ({ account: null, type: 'system' } as const)
        : ({ account: caller.account, type: caller.type, address } as const)
    const attempt = async (): Promise<Attempt<undefined>> => {
      const { proposal, ...sides } = await plan(living, contextOf(this.deps, caller ?? 'system', at))
      if (isRefusal(proposal)) throw new Refused(proposal)
      const reason = because === undefined ? {} : { reason: because }
      return { parts: [{ living, proposal, actor, command, ...reason }], at, ...sides, result: undefined }
    }
    await commitInTurn(this.deps, [living], attempt, () => {})
  }

  async #call(moment: Moment): Promise<Call> {
    const { by, at } = moment
    if (by === undefined) return { caller: undefined, address: '127.0.0.1', now: at }
    const account = (await this.living(moment)).idOf(by)
    if (account === undefined) throw new Error(`\`${by}\` is not there yet`)
    // Neither a password nor a provider decides here how somebody came in: the story does.
    const caller: Caller = { account, type: 'user', method: 'link' }
    // Addresses for documentation (RFC 5737): nobody's.
    return { caller, address: `203.0.113.${1 + fixed(`address of ${by}`, 254)}`, now: at }
  }
}
