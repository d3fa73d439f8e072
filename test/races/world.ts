/** A small organization on one store, reached through one replica or two, in which things are done at the same moment. */
import { randomBytes } from 'node:crypto'
import { verifiedByActivation } from '../../src/operations/account/path-here.ts'
import type { Caller } from '../../src/operations/call.ts'
import { bootstrap } from '../../src/operations/set-up/bootstrap.ts'
import { type Account, createAccount, customers, type StoreOptions } from '../../src/store/store.ts'
import { PASSWORD, Town } from '../support/town.ts'

export type Someone = { readonly caller: Caller; readonly email: string }

/** Made once: a hash takes as long as it is meant to. */
let hashed: Promise<string> | undefined

export class World implements AsyncDisposable {
  readonly one: Town
  /** The same as `one` where there is a single replica. */
  readonly other: Town
  admin: Someone
  #people = 0
  #guessers = 0

  private constructor(one: Town, other: Town, admin: Someone) {
    this.one = one
    this.other = other
    this.admin = admin
  }

  static async open(options: StoreOptions, replicas: 1 | 2): Promise<World> {
    const key = randomBytes(32)
    const one = await Town.open(options, key)
    const other = replicas === 2 ? await Town.open(options, key) : one
    const { activation_url } = await bootstrap(one.deps, { email: 'ada@acme.test', organization: 'acme' })
    const ada = await one.activate(activation_url)
    const world = new World(one, other, { caller: ada, email: 'ada@acme.test' })
    await world.meet()
    return world
  }

  /** Both know what there is: a race in which one has not heard of the other yet is another race. */
  async meet(): Promise<void> {
    for (const town of new Set([this.one, this.other])) {
      await town.deps.organizations.named('acme')
      await town.deps.following.now()
    }
  }

  /** A new address. */
  email(): string {
    return `p${++this.#people}@acme.test`
  }

  /** The last part of an address nobody has guessed from yet. */
  guesser(): number {
    return this.#guessers++ % 250
  }

  /** An active member with a password. */
  async person(given: object = {}): Promise<Someone> {
    const email = this.email()
    const { deps } = this.one
    const now = this.one.now
    hashed ??= deps.passwords.hash(PASSWORD)
    const [customer] = await customers(deps.store)
    const account: Account = {
      id: deps.newId('usr'),
      email,
      emailDisplay: email,
      name: '',
      type: 'user',
      passwordHash: await hashed,
      passwordChangedAt: now,
      emailVerifiedAt: now,
      emailVerifiedBy: verifiedByActivation(customer!.id),
      epoch: 0,
      createdAt: now,
    }
    await deps.store.write(createAccount(deps.store.build, account))
    await this.one.ask(this.admin.caller, 'inviteUser', { body: { email, ...given } })
    return { email, caller: { account: account.id, type: 'user', method: 'password' } }
  }

  /** Someone invited who has no password yet. @returns the token of their link */
  async invited(
    given: Record<string, unknown> = {},
  ): Promise<{ email: string; token: string; invitation: string }> {
    const email = this.email()
    const { invitation } = await this.one.invite(this.admin.caller, email, given)
    const token = new URL(invitation!.activation_url!).searchParams.get('token')!
    return { email, token, invitation: invitation!.id }
  }

  get organization(): string {
    return this.one.deps.organizations.inMemory('acme')!.id
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const town of new Set([this.one, this.other])) await town[Symbol.asyncDispose]()
  }
}
