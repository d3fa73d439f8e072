/**
 * A set-up install for tests of the use cases: the real store, a clock that tests move, and people who call.
 * Requests go through the contract's schemas, as a door would send them.
 */
import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { type Input, OPERATIONS, type OperationName } from '../../src/contract/table.ts'
import type { Code } from '../../src/core/index.ts'
import type { Call, Caller, Result, UseCase, UseCases } from '../../src/operations/call.ts'
import { assemble, type Deps, type Supplies } from '../../src/operations/deps.ts'
import { Refused } from '../../src/operations/refused.ts'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { useCases } from '../../src/operations/use-cases.ts'
import { createCustomer, openStore, type StoreOptions } from '../../src/store/store.ts'

const START = Date.UTC(2026, 0, 5, 9)
export const PASSWORD = 'lamp orchid zebra 7'

type Parts = {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: Record<string, unknown>
}

export class Town implements AsyncDisposable {
  readonly deps: Deps
  readonly cases: UseCases
  readonly logged: string[]
  now = START

  private constructor(deps: Deps, logged: string[]) {
    this.deps = deps
    this.cases = useCases(deps)
    this.logged = logged
  }

  static async open(
    options: StoreOptions = { memory: true },
    secretKey = randomBytes(32),
    more: Partial<Supplies> = {},
  ): Promise<Town> {
    const logged: string[] = []
    const log = (_: object, message: string): void => void logged.push(message)
    let town: Town | undefined
    const deps = assemble({
      store: await openStore(options),
      clock: () => town?.now ?? START,
      secretKey,
      publicUrl: 'https://access.test',
      logger: { info: log, warn: log, error: log },
      ...more,
    })
    town = new Town(deps, logged)
    return town
  }

  /** With organization `acme`, and its first admin `ada@acme.test` signed in. */
  static async withAcme(
    options?: StoreOptions,
    more: Partial<Supplies> = {},
  ): Promise<Town & { ada: Caller; service: Caller }> {
    const town = await Town.open(options, undefined, more)
    const { token, activation_url } = await bootstrap(town.deps, {
      email: 'ada@acme.test',
      organization: 'acme',
    })
    const ada = await town.activate(activation_url)
    const service = await town.caller(token)
    return Object.assign(town, { ada, service: service! })
  }

  call(caller?: Caller): Call {
    return { caller, address: '192.0.2.1', now: this.now }
  }

  /** As a door would: the request is validated, the answer parsed. */
  async ask<N extends OperationName>(
    caller: Caller | undefined,
    name: N,
    parts: Parts = {},
    more: Partial<Call> = {},
  ) {
    const result = await this.result(caller, name, parts, more)
    return OPERATIONS[name].answer.parse(result.answer) as z.output<(typeof OPERATIONS)[N]['answer']>
  }

  async result<N extends OperationName>(
    caller: Caller | undefined,
    name: N,
    parts: Parts = {},
    more: Partial<Call> = {},
  ): Promise<Result<N>> {
    const operation = OPERATIONS[name] as unknown as Record<
      'params' | 'query' | 'body',
      z.ZodType | undefined
    >
    const organized = 'organization' in OPERATIONS[name].params.shape ? { organization: 'acme' } : {}
    const input = {
      params: operation.params!.parse({ ...organized, ...parts.params }),
      query: operation.query!.parse(parts.query ?? {}),
      body: operation.body?.parse(parts.body ?? {}),
    } as Input<N>
    return (this.cases[name] as unknown as UseCase<N>)(input, { ...this.call(caller), ...more })
  }

  /** The code of the refusal with which this ends. */
  async refusal(asked: Promise<unknown>): Promise<Refused> {
    try {
      const answer = await asked
      throw new Error(`expected a refusal, got ${JSON.stringify(answer)}`)
    } catch (error) {
      if (error instanceof Refused) return error
      throw error
    }
  }

  async code(asked: Promise<unknown>): Promise<Code> {
    return (await this.refusal(asked)).refusal.code
  }

  async caller(token: string): Promise<Caller | undefined> {
    return this.deps.sessions.find(token, this.now)
  }

  /** Accepts an invitation and comes back signed in. */
  async activate(url: string | undefined, password: string = PASSWORD): Promise<Caller> {
    const token = new URL(url!).searchParams.get('token')!
    const { session } = await this.result(undefined, 'activate', { body: { token, password } })
    return (await this.caller(session!.token))!
  }

  /** Invites as the first admin, or somebody else. */
  async invite(by: Caller, email: string, body: Record<string, unknown> = {}, organization = 'acme') {
    const answer = await this.ask(by, 'inviteUser', { params: { organization }, body: { email, ...body } })
    if (!('user' in answer)) throw new Error('a dry run')
    return answer
  }

  /** Invites and activates. */
  async person(
    by: Caller,
    email: string,
    body: Record<string, unknown> = {},
    organization = 'acme',
  ): Promise<Caller> {
    return this.activate((await this.invite(by, email, body, organization)).invitation?.activation_url)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.deps.following.close()
    await this.deps.store.close()
  }
}

/** A further organization with an admin of its own, who signs in with `PASSWORD`. @param customer another one's */
export async function second(town: Town, name: string, customer?: string): Promise<Caller> {
  const { deps } = town
  if (customer !== undefined) {
    const { store, clock } = deps
    await store.write(createCustomer(store.build, { id: customer, name: customer, createdAt: clock() }))
  }
  const email = `admin@${name}.test`
  const account = {
    id: deps.newId('usr'),
    email,
    emailDisplay: email,
    name: '',
    type: 'user',
    passwordHash: await deps.passwords.hash(PASSWORD),
    epoch: 0,
    createdAt: town.now,
  } as const
  await createOrganization(deps, {
    name,
    admins: [{ account, isNew: true }],
    ...(customer !== undefined && { customer }),
  })
  const { session } = await town.result(undefined, 'signIn', { body: { email, password: PASSWORD } })
  return (await town.caller(session!.token))!
}
