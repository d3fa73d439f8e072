/** Signed checkpoints: what whoever may write to the database cannot forge. */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { Anchor } from '../../../src/operations/audit/anchor.ts'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import type { Caller } from '../../../src/operations/call.ts'
import { chain, genesis } from '../../../src/store/journal.ts'
import { rowOf } from '../../../src/store/journal-rows.ts'
import { isConsistent } from '../../../src/store/merkle.ts'
import { readJournal, verifyLogs } from '../../../src/store/store.ts'
import { second, Town } from '../../support/town.ts'

type Asking = Town & { readonly ada: Caller }

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'compartment-audit-'))
  folders.push(made)
  return made
}

const grow = async (town: Asking, names: string[]): Promise<void> => {
  for (const name of names) await town.ask(town.ada, 'createGroup', { body: { name } })
}
const verify = async (town: Asking, body = {}) => town.ask(town.ada, 'verifyAudit', { body })
const idOf = async (town: Town, name = 'acme') => (await town.deps.organizations.named(name))!.id

/** The whole journal made anew with fitting hashes, from a record on, and the head too: by whoever has the database. */
async function rewrite(town: Town, from: number): Promise<void> {
  const { store } = town.deps
  const organization = await idOf(town)
  const records = await readJournal(store, organization, 1, 1000)
  let head = from === 1 ? genesis(organization) : records[from - 2]!
  const writes = records.slice(from - 1).map((record) => {
    const deed = { ...record, actor: { ...record.actor, address: '203.0.113.66' } }
    const [forged] = chain(head, deed, [record.event])
    head = forged!
    return store.build.update('journal', { organization, sequence: forged!.sequence }, rowOf(forged!))
  })
  const moved = store.build.update('organizations', { id: organization }, { head_hash: head.hash })
  expect((await store.write([...writes, moved])).outcome).toBe('committed')
}

it('a checkpoint is written when something changed, goes on from the one before, and proves what grew', async () => {
  await using town = await Town.withAcme()
  await keepAudit(town.deps)
  await grow(town, ['One', 'Two', 'Three'])
  town.now += 3_600_000
  await keepAudit(town.deps)
  town.now += 3_600_000
  await keepAudit(town.deps)
  const { items, key } = await town.ask(town.ada, 'listCheckpoints')
  const [newer, older] = items
  expect(items.map(({ number }) => number)).toEqual([2, 1])
  expect(newer).toMatchObject({ previous: older!.hash, key: key.id })
  const query = { first: older!.journal.size, second: newer!.journal.size }
  const { proof } = await town.ask(town.ada, 'proveConsistency', { query })
  expect(isConsistent(older!.journal, newer!.journal, proof)).toBe(true)
  expect(await verify(town)).toMatchObject({ verified: true, checkpoints: 2, anchored: null })
})

it('a journal that was rewritten with fitting hashes is found, at the first place that a checkpoint can tell', async () => {
  await using town = await Town.withAcme()
  await keepAudit(town.deps)
  const size = (await verify(town)).events
  await grow(town, ['One', 'Two'])
  town.now += 3_600_000
  await keepAudit(town.deps)
  await rewrite(town, size + 2)
  expect(await verify(town)).toMatchObject({ verified: false, first_bad_sequence: size + 1 })
})

it('a forged checkpoint, another key, a missing one and a changed one are found', async () => {
  await using town = await Town.withAcme()
  const { store } = town.deps
  const organization = await idOf(town)
  for (const name of ['One', 'Two', 'Three']) {
    await grow(town, [name])
    town.now += 3_600_000
    await keepAudit(town.deps)
  }
  const row = { organization, number: 2 }
  const query = store.build.from.selectFrom('checkpoints').selectAll().where('number', '=', 2)
  const kept = (await store.first(query))!
  await using other = await Town.withAcme()
  const { id: key_id } = other.deps.auditKeys
  const edits = [{ at: 1 }, { journal_root: '0'.repeat(64) }, { journal_size: 1 }, { key_id }]
  for (const edit of [...edits, { signature: `A${kept.signature.slice(1)}` }, { hash: '0'.repeat(64) }]) {
    await store.write([store.build.update('checkpoints', row, edit)])
    expect(await verify(town), JSON.stringify(edit)).toMatchObject({ verified: false })
    await store.write([store.build.update('checkpoints', row, kept)])
  }
  expect(await verify(town)).toMatchObject({ verified: true })
  await store.write([store.build.remove('checkpoints', row)])
  expect(await verify(town)).toMatchObject({
    verified: false,
    problem: expect.stringContaining('the one before it is missing') as unknown,
  })
})

it('a broken journal is not signed', async () => {
  await using town = await Town.withAcme()
  await keepAudit(town.deps)
  await grow(town, ['One'])
  const organization = await idOf(town)
  const { events } = await verify(town)
  const { store } = town.deps
  await store.write([store.build.update('journal', { organization, sequence: events }, { reason: 'forged' })])
  town.now += 3_600_000
  await keepAudit(town.deps)
  expect((await town.ask(town.ada, 'listCheckpoints')).items).toHaveLength(1)
  expect(town.logged).toContain('the journal was changed: run `audit verify`')
})

it('AUD-04 a database that was rolled back is caught by a checkpoint that was kept, and by the anchor', async () => {
  const here = folder()
  const file = join(here, 'anchor.jsonl')
  const dataDirectory = join(here, 'data')
  const yesterday = join(here, 'yesterday')
  const secretKey = Buffer.from(Array.from({ length: 32 }, (_, n) => n * 7))
  let kept: unknown
  {
    await using town = await Town.withAcme({ dataDirectory }, { secretKey, anchor: new Anchor(file) })
    await keepAudit(town.deps)
    await town.deps.store.close()
    cpSync(dataDirectory, yesterday, { recursive: true })
  }
  const open = async (directory: string, anchored = true) => {
    const town = await Town.open(
      { dataDirectory: directory },
      secretKey,
      anchored ? { anchor: new Anchor(file) } : {},
    )
    return Object.assign(town, { ada: await adaOf(town) })
  }
  {
    await using town = await open(dataDirectory)
    await grow(town, ['One'])
    town.now += 3_600_000
    await keepAudit(town.deps)
    kept = (await town.ask(town.ada, 'listCheckpoints')).items[0]
    expect(await verify(town)).toMatchObject({ verified: true, anchored: true })
  }
  {
    await using town = await open(yesterday)
    expect(await verify(town)).toMatchObject({ verified: false, anchored: false })
  }
  await using town = await open(yesterday, false)
  expect(await verify(town)).toMatchObject({ verified: true, anchored: null })
  expect(await verify(town, { checkpoint: kept })).toMatchObject({ verified: false })
})

/** The first admin, signed in again. */
async function adaOf(town: Town) {
  const { session } = await town.result(undefined, 'signIn', {
    body: { email: 'ada@acme.test', password: 'lamp orchid zebra 7' },
  })
  return (await town.caller(session!.token))!
}

it('AUD-04 chains of two organizations that were swapped, and a checkpoint of another, are caught', async () => {
  await using town = await Town.withAcme()
  await second(town, 'beta')
  const [a, b] = [await idOf(town), await idOf(town, 'beta')]
  const { store, auditKeys, activity } = town.deps
  for (const organization of [a, b]) {
    const actor = { account: null, type: 'user' } as const
    activity.note({ type: 'sign_in.failed', organization, actor, at: town.now, data: { cause: 'password' } })
  }
  await keepAudit(town.deps)
  const swap = (table: 'journal' | 'checkpoints' | 'activity' | 'activity_batches') =>
    [
      [a, 'x'],
      [b, a],
      ['x', b],
    ].map(([from, to]) => store.build.update(table, { organization: from! }, { organization: to! }))
  for (const table of ['checkpoints', 'activity', 'activity_batches', 'journal'] as const) {
    await store.write(swap(table))
    const found = await verifyLogs(store, a, { verify: auditKeys.verify })
    expect(found.journal.valid && found.problem === undefined, table).toBe(false)
    await store.write(swap(table))
  }
  // All of it at once, the heads too: ids stand in what was hashed and signed.
  const { first, last } = await store
    .rows(store.build.from.selectFrom('organizations').selectAll().where('id', 'in', [a, b]))
    .then((rows) => ({ first: rows.find(({ id }) => id === a)!, last: rows.find(({ id }) => id === b)! }))
  const head = ({ sequence, head_hash }: typeof first) => ({ sequence, head_hash })
  await store.write([
    ...(['checkpoints', 'activity', 'activity_batches', 'journal'] as const).flatMap(swap),
    store.build.update('organizations', { id: a }, head(last)),
    store.build.update('organizations', { id: b }, head(first)),
  ])
  const found = await verifyLogs(store, a, { verify: auditKeys.verify })
  expect(found.journal).toMatchObject({ valid: false, sequence: 1 })
})

it('the anchor ends a line that was cut off by nothing worse than not counting it', async () => {
  const file = join(folder(), 'anchor.jsonl')
  const anchor = new Anchor(file)
  expect(await anchor.last('org_1')).toBeUndefined()
  await using town = await Town.withAcme(undefined, { anchor })
  await keepAudit(town.deps)
  const organization = await idOf(town)
  const last = await anchor.last(organization)
  expect(last).toMatchObject({ number: 1 })
  appendFileSync(file, `\n{"organization":"${organization}","num`)
  expect(await anchor.last(organization)).toEqual(last)
  expect(readFileSync(file, 'utf8').split('\n').length).toBeGreaterThan(2)
})

it('the anchor is read on from where it was read to, whoever writes to it, and anew where another file is in its place', async () => {
  const file = join(folder(), 'anchor.jsonl')
  await using town = await Town.withAcme(undefined, { anchor: new Anchor(file) })
  await keepAudit(town.deps)
  const organization = await idOf(town)
  const [reader, writer] = [new Anchor(file), new Anchor(file)]
  const first = (await reader.last(organization))!
  for (const number of [2, 4, 3]) await writer.append({ ...first, number })
  await writer.append({ ...first, organization: 'org_other', number: 9 })
  expect((await reader.last(organization))?.number).toBe(4)
  // Half a line now, and its end later.
  const line = `${JSON.stringify({ ...first, number: 5 })}\n`
  appendFileSync(file, line.slice(0, 40))
  expect((await reader.last(organization))?.number).toBe(4)
  appendFileSync(file, line.slice(40))
  expect((await reader.last(organization))?.number).toBe(5)
  writeFileSync(file, `${JSON.stringify({ ...first, number: 2 })}\n`)
  expect((await reader.last(organization))?.number).toBe(2)
  expect(await reader.last('org_other')).toBeUndefined()
})
