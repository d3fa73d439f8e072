/**
 * One real server for many scenarios: each is an organization of its own with people of its own, whose events were made
 * by the core and are committed through the store. Time is what the scenario says.
 */
import { createClient } from '../../../src/contract/client.ts'
import { createLog } from '../../../src/http/log.ts'
import { hashSecret, newSecret } from '../../../src/identity/secrets.ts'
import { type RunningServer, startServer } from '../../../src/server.ts'
import {
  type Account,
  createAccount,
  createCustomer,
  createSession,
  type Write,
} from '../../../src/store/store.ts'
import { NOW } from '../../core/support/house.ts'
import { configOf } from '../../http/house.ts'
import { makeRepository } from '../../support/repository.ts'
import type { Given, PersonGiven } from './given.ts'
import { idOf } from './people.ts'
import { type Situation, situationOf, withIds } from './situation.ts'

/** A scenario's organization on the server. */
export type Place = {
  readonly situation: Situation
  readonly organization: string
  readonly url: string
  /** URL of a real Git repository. */
  readonly repository: string
  /** Sessions by name. */
  readonly tokens: ReadonlyMap<string, string>
}

const DAY = 86_400_000

export class Install {
  readonly #server: RunningServer
  readonly #time: { now: number }
  readonly #repository = makeRepository()
  #places = 0

  private constructor(server: RunningServer, time: { now: number }) {
    this.#server = server
    this.#time = time
  }

  static async open(): Promise<Install> {
    const time = { now: NOW }
    const options = { clock: () => time.now, log: createLog('silent'), linger: 0 }
    const sources = { protocols: ['file'], privateAddresses: false } as const
    const server = await startServer({ ...configOf({ memory: true } as never), sources }, options)
    const { store } = server.deps
    await store.write(createCustomer(store.build, { id: 'cus_1', name: 'customer', createdAt: NOW }))
    return new Install(server, time)
  }

  /** Milliseconds from the scenario's now. */
  set at(offset: number) {
    this.#time.now = NOW + offset
  }

  async close(): Promise<void> {
    await this.#server.close()
    this.#repository[Symbol.dispose]()
  }

  async place(given: Given): Promise<Place> {
    const organization = `s${++this.#places}`
    const situation = situationOf(given, organization)
    const { house, people } = situation
    const { store } = this.#server.deps
    const tokens = new Map(Array.from(people.keys(), (name) => [name, newSecret('session')] as const))
    const outcome = await store.commit({
      batches: [
        {
          organization: house.snapshot.organization.id,
          expectedSequence: 0,
          events: house.journal,
          at: NOW - 30 * DAY,
          actor: { account: null, type: 'system' },
          command: 'given',
          customer: 'cus_1',
        },
      ],
      extra: Array.from(people, ([name, person]) => this.#accountOf(name, person, situation, tokens)).flat(),
    })
    if (outcome.outcome !== 'committed')
      throw new Error(`the scenario could not be written: ${outcome.outcome}`)
    return { situation, organization, url: this.#server.url, repository: this.#repository.url, tokens }
  }

  #accountOf(
    name: string,
    { automation, password }: PersonGiven,
    { house }: Situation,
    tokens: ReadonlyMap<string, string>,
  ): Write[] {
    const { build } = this.#server.deps.store
    const organization = house.snapshot.organization.name
    const email = `${name}@${organization}.example.com`
    const account: Account = {
      id: idOf(name, house),
      email,
      emailDisplay: email,
      name,
      type: automation ? 'automation' : 'user',
      ...(password && { passwordHash: 'nobody signs in with it', passwordChangedAt: NOW - 30 * DAY }),
      epoch: 0,
      createdAt: NOW - 30 * DAY,
    }
    const year = NOW + 365 * DAY
    const session = {
      id: `ses_${name}_${organization}`,
      tokenHash: hashSecret(tokens.get(name)!),
      account: account.id,
      method: password && house.snapshot.organization.passwords ? 'password' : 'oidc',
      // Ahead, so that no scenario outlives it.
      createdAt: NOW + 30 * DAY,
      lastUsedAt: NOW + 30 * DAY,
      idleExpiresAt: year,
      absoluteExpiresAt: year,
      epoch: 0,
    }
    return [...createAccount(build, account), ...createSession(build, session)]
  }
}

/** The line with the addresses and ids that the scenario's people and assignments have here. */
export function lineHere(line: string, { organization, situation, repository }: Place): string {
  const here = withIds(line, situation).replaceAll('{repository}', repository)
  return here.replaceAll('@example.com', `@${organization}.example.com`)
}

export function clientOf({ url, tokens }: Place, as: string): ReturnType<typeof createClient> {
  return createClient({ url, token: tokens.get(as)! })
}

/** @param offset milliseconds from the scenario's now */
export function instantText(offset: number): string {
  return new Date(NOW + offset).toISOString()
}
