/** A store with the demo in it, at an instant of the test's own. */
import { randomBytes } from 'node:crypto'
import { expect } from 'vitest'
import { apply, type Event, found, type Organization, type Snapshot, stateOf } from '../../src/core/index.ts'
import { DEMO_QUESTIONS, type DemoQuestion } from '../../src/demo/questions.ts'
import { type DemoResult, seedDemo } from '../../src/demo/seed.ts'
import { assemble, type Deps } from '../../src/operations/deps.ts'
import {
  canonicalJson,
  type JournalRecord,
  loadState,
  openStore,
  organizations,
  readJournal,
  type StoreOptions,
  verifyJournal,
} from '../../src/store/store.ts'

export const TODAY = Date.UTC(2026, 5, 15, 14, 30)

export class Demo implements AsyncDisposable {
  readonly deps: Deps
  readonly result: DemoResult

  private constructor(deps: Deps, result: DemoResult) {
    this.deps = deps
    this.result = result
  }

  static async seeded(options: StoreOptions = { memory: true }, today = TODAY): Promise<Demo> {
    const deps = await emptyInstall(options, today)
    return new Demo(deps, await seedDemo(deps))
  }

  async snapshot(organization = 'acme'): Promise<Snapshot> {
    return (await this.deps.organizations.named(organization))!.snapshot
  }

  /** @param email of somebody who has an account */
  async idOf(email: string, organization = 'acme'): Promise<string> {
    return (await this.deps.organizations.named(organization))!.idOf(email)!
  }

  async journal(organization = 'acme'): Promise<JournalRecord[]> {
    const { id } = (await this.snapshot(organization)).organization
    return readJournal(this.deps.store, id, 0, 100_000)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.deps.following.close()
    await this.deps.store.close()
  }
}

export async function emptyInstall(options: StoreOptions = { memory: true }, today = TODAY): Promise<Deps> {
  const log = (facts: object, message: string): void => {
    throw new Error(message, { cause: facts })
  }
  return assemble({
    store: await openStore(options),
    clock: () => today,
    secretKey: randomBytes(32),
    publicUrl: 'https://access.test',
    logger: { info: log, warn: log, error: log },
  })
}

/** For every organization: tables and replayed journal agree with each other and with memory, and the chain holds. */
export async function expectJournalsAgree({ deps }: Demo): Promise<void> {
  const { store } = deps
  const all = await organizations(store)
  expect(all.map(({ name }) => name)).toEqual(['acme', 'acme-labs', 'northwind'])
  for (const { id, name } of all) {
    const loaded = canonicalJson(await loadState(store, id))
    const events = (await readJournal(store, id, 0, 100_000)).map(({ event }) => event)
    expect(canonicalJson(stateOf(apply(found(foundedBy(events[0])), events)))).toBe(loaded)
    expect(canonicalJson(stateOf((await deps.organizations.named(name))!.snapshot))).toBe(loaded)
    expect(await verifyJournal(store, id)).toMatchObject({ valid: true })
  }
}

function foundedBy(event: Event | undefined): Organization {
  if (event?.type !== 'organization.created') throw new Error('a journal begins with the organization')
  return event.data.organization
}

/** What is asked, as the name of a test. */
export function asText({ who, permission, scope, organization, code }: DemoQuestion): string {
  return `${who} ${permission} @${scope} in ${organization}: ${code}`
}

export function questionsIn(organization: string): DemoQuestion[] {
  return DEMO_QUESTIONS.filter((question) => question.organization === organization)
}
