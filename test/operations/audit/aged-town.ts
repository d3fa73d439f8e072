/** An organization whose journal has grown for weeks, with checkpoints, and is old enough to be cut. */
import { cutJournals } from '../../../src/operations/audit/cut-journal.ts'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import type { StoreOptions } from '../../../src/store/store.ts'
import { type JournalCut, journalCuts, verifyLogs } from '../../../src/store/store.ts'
import { Town } from '../../support/town.ts'

export const DAY = 86_400_000
export const DAYS = 90
export const SECRET = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7))

export type Aged = Awaited<ReturnType<typeof Town.withAcme>> & {
  readonly acme: string
  /** Instants between the days, with the revision that stood then. */
  readonly moments: { at: number; revision: number }[]
}

export const idOf = async (town: Town, name = 'acme'): Promise<string> =>
  (await town.deps.organizations.named(name))!.id

/** Ten days, each with some changes and a checkpoint behind them. */
export async function aged(
  options: StoreOptions = { memory: true },
  more: Parameters<typeof Town.withAcme>[1] = {},
): Promise<Aged> {
  const town = await Town.withAcme(options, { secretKey: SECRET, journalDays: DAYS, ...more })
  const all: Aged = Object.assign(town, { acme: await idOf(town), moments: [] })
  await town.ask(town.ada, 'createProject', { body: { name: 'billing' } })
  await days(all, 10)
  return all
}

/** Some days of changes: a person who is let in and out again, and groups. */
export async function days(town: Aged, count: number): Promise<void> {
  for (let day = 0; day < count; day++) {
    town.now += DAY
    const { snapshot } = (await town.deps.organizations.named('acme'))!
    const name = `G${snapshot.revision}`
    await town.ask(town.ada, 'createGroup', { body: { name } })
    const body = { role: 'viewer', group: name, scope: 'billing' }
    await town.ask(town.ada, 'createAssignment', { body })
    town.now += 3_600_000
    await keepAudit(town.deps)
    const { revision } = (await town.deps.organizations.named('acme'))!.snapshot
    town.moments.push({ at: town.now, revision })
  }
}

/** Lets so much time pass that what is there is older than it is kept; something newer stands behind it. */
export async function grownOld(town: Aged, by = DAYS + 1): Promise<void> {
  town.now += by * DAY
  await town.ask(town.ada, 'createGroup', { body: { name: `later ${town.now}` } })
}

export async function cutNow(town: Aged): Promise<JournalCut> {
  await cutJournals(town.deps)
  return (await journalCuts(town.deps.store, town.acme)).at(-1)!
}

export async function logsOf(town: Town, organization: string) {
  return verifyLogs(town.deps.store, organization, { verify: town.deps.auditKeys.verify })
}
