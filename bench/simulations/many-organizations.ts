/**
 * 100,000 organizations on one embedded store: how they are loaded when first asked about, what each weighs, that they go
 * again, and how soon a change that somebody else wrote is seen.
 */
import { readConfig } from '../../src/config.ts'
import { decide } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import type { Deps } from '../../src/operations/deps.ts'
import { type RunningServer, startServer } from '../../src/server.ts'
import { createCustomer, openStore } from '../../src/store/store.ts'
import { adminOf } from '../change-path.ts'
import { type Random, randomFrom } from '../random.ts'
import { expectEqual } from '../row.ts'
import { batchOf, CUSTOMER, committed, eventsOf, temporaryDirectory } from '../seeded-store.ts'
import { NOW, SEED, workload } from '../workload.ts'
import { type Figure, heap, middle, short, simulate, whole } from './figure.ts'

const quick = process.argv[2] === 'quick'
const ORGANIZATIONS = quick ? 2000 : 100_000
const LOADED = quick ? 500 : 5000
/** As the server keeps by default. */
const KEPT = 500
const CHANGES = quick ? 50 : 500

type Small = { readonly id: string; readonly admin: string; readonly revision: number }

const figures: Figure[] = []

function figure(what: string, value: string, n: number): void {
  figures.push({ simulation: 'Many organizations', what, value, n: whole(n) })
}

async function seeded(directory: string, random: Random): Promise<Small[]> {
  const began = performance.now()
  const all = await seed(directory, random)
  const rate = (ORGANIZATIONS / (performance.now() - began)) * 1000
  const each = 'organizations, each of three people with assignments at a project with two environments'
  figure(each, whole(ORGANIZATIONS), 1)
  figure(
    'written, by events with journal and hash chain',
    `${whole(Math.round(rate))} a second`,
    ORGANIZATIONS,
  )
  return all
}

async function started(directory: string): Promise<RunningServer> {
  const environment = {
    COMPARTMENT_DATA: directory,
    COMPARTMENT_PORT: '0',
    COMPARTMENT_METRICS_PORT: '0',
    COMPARTMENT_LOG_LEVEL: 'silent',
  }
  const before = performance.now()
  const server = await startServer(readConfig(environment), { linger: 0 })
  figure('start of the server, which loads none of them', short(performance.now() - before), 1)
  return server
}

async function loadSome({ organizations }: Deps, all: readonly Small[], random: Random): Promise<void> {
  const empty = heap()
  const loads: number[] = []
  const load = async ({ id, admin }: Small): Promise<void> => {
    const before = performance.now()
    const living = await organizations.withId(id)
    const { allowed } = decide(living!.snapshot, admin, 'project.read', 'project-0', NOW)
    loads.push(performance.now() - before)
    expectEqual(`first check of ${id}`, allowed, true)
  }
  for (let at = 0; at < KEPT; at++) await load(all[at]!)
  figure('memory of a loaded one', `${((heap() - empty) / KEPT / 1000).toFixed(1)} kB`, KEPT)
  for (let at = KEPT; at < LOADED; at++) await load(random.pick(all))
  figure('first check of one that is not in memory', middle(loads), loads.length)
  const above = `${((heap() - empty) / 1e6).toFixed(1)} MB`
  figure(`memory above the empty server after that: ${KEPT} are kept, the others went`, above, 1)
}

/** Somebody else writes; the server finds it at its next look. */
async function changeSome(
  { organizations, store, following }: Deps,
  all: readonly Small[],
  random: Random,
): Promise<void> {
  const seen: number[] = []
  for (let change = 0; change < CHANGES; change++) {
    const { id } = all[change % KEPT]!
    const { revision } = (await organizations.withId(id))!.snapshot
    const group = { id: random.id('grp'), name: `Group ${change}`, description: '' }
    const batch = batchOf(id, revision, [{ type: 'group.created', data: { group } }])
    committed(await store.commit({ batches: [batch] }))
    const before = performance.now()
    await following.now()
    seen.push(performance.now() - before)
    const after = (await organizations.withId(id))!.snapshot.revision
    expectEqual('revision after a look', after, revision + 1)
  }
  const what = `a look that finds the change of another writer, with ${KEPT} in memory; there is one every 250 ms`
  figure(what, middle(seen), CHANGES)
}

await simulate(async () => {
  const random = randomFrom(SEED + 8)
  const directory = temporaryDirectory()
  const all = await seeded(directory, random)
  const server = await started(directory)
  await loadSome(server.deps, all, random)
  await changeSome(server.deps, all, random)
  await server.close()
  return figures
})

/** Each with an admin, two people, a group, a project with two environments, and three assignments. */
async function seed(directory: string, random: Random): Promise<Small[]> {
  const store = await openStore({ dataDirectory: directory })
  committed(await store.write(createCustomer(store.build, { id: CUSTOMER, name: 'Bench', createdAt: NOW })))
  const shape = workload({ scale: 0.01 })
  const all: Small[] = []
  while (all.length < ORGANIZATIONS) {
    const made = Array.from({ length: Math.min(500, ORGANIZATIONS - all.length) }, (_, at) =>
      small(shape, random, all.length + at),
    )
    const batches = made.map(({ state }) => batchOf(state.organization.id, 0, eventsOf(state)))
    committed(await store.commit({ batches }))
    all.push(
      ...made.map(({ state, admin }, at) => ({
        id: state.organization.id,
        admin,
        revision: batches[at]!.events.length,
      })),
    )
  }
  await store.close()
  return all
}

function small(
  shape: OrganizationState,
  random: Random,
  number: number,
): { state: OrganizationState; admin: string } {
  const organization = { ...shape.organization, id: random.id('org'), name: `org-${number}` }
  const [root, ...others] = [adminOf(random), adminOf(random), adminOf(random)]
  const project = { ...shape.projects[0]!, id: random.id('prj'), name: 'project-0' }
  const environments = ['production', 'staging'].map((name) => ({
    id: random.id('env'),
    project: project.id,
    name,
  }))
  const state = {
    ...shape,
    organization,
    members: [root, ...others].map(({ member }) => member),
    groups: [{ id: random.id('grp'), name: 'Team', description: '' }],
    seats: [],
    roles: [],
    catalogues: [],
    projects: [project],
    environments,
    assignments: [
      root.assignment(organization.id),
      ...others.map((one, at) => one.assignment(environments[at]!.id)),
    ],
  }
  return { state, admin: root.member.id }
}
