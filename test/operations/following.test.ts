/** What a replica believes: for how long, and what it does where the database has lost what it had said yes to. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openEngine } from '../../src/store/open.ts'

import { Town } from '../support/town.ts'

/** Two ways to the same file: the town's, and a hand that rewrites the past. */
async function house() {
  const directory = mkdtempSync(join(tmpdir(), 'compartment-following-'))
  const town = await Town.withAcme({ dataDirectory: directory })
  const engine = await openEngine({ dataDirectory: directory })
  const run = async (...statements: string[]) => {
    await engine.transaction(function* () {
      yield statements.map((sql) => ({ sql, parameters: [] }))
    })
  }
  return {
    town,
    run,
    [Symbol.asyncDispose]: async () => {
      await town[Symbol.asyncDispose]()
      await engine.close()
      rmSync(directory, { recursive: true })
    },
  }
}

it('an organization whose journal has become shorter is read anew', async () => {
  await using place = await house()
  const { town, run } = place
  await town.ask(town.ada, 'createGroup', { body: { name: 'Lost' } })
  const living = (await town.deps.organizations.named('acme'))!
  const { revision } = living.snapshot
  const before = `(select hash from journal where sequence = ${revision - 1})`
  await run(
    `update organizations set head_hash = ${before}, sequence = ${revision - 1}`,
    `delete from journal where sequence = ${revision}`,
    'delete from "groups"',
  )
  await town.deps.following.now()
  expect((await town.ask(town.ada, 'listGroups')).items).toEqual([])
  await town.ask(town.ada, 'createGroup', { body: { name: 'Next' } })
  expect(await town.ask(town.ada, 'verifyAudit', { body: {} })).toMatchObject({ verified: true })
})

it('an organization whose last record has become another one is read anew', async () => {
  await using place = await house()
  const { town, run } = place
  await town.ask(town.ada, 'createGroup', { body: { name: 'Lost' } })
  await town.deps.following.now()
  await run(
    `update organizations set head_hash = '${'0'.repeat(64)}'`,
    `update "groups" set name = 'Another'`,
  )
  await town.deps.following.now()
  expect((await town.ask(town.ada, 'listGroups')).items).toMatchObject([{ name: 'Another' }])
})

it('a log of revocations that has become another one makes sessions be read anew', async () => {
  await using place = await house()
  const { town, run } = place
  const { session } = await town.result(undefined, 'signIn', {
    body: { email: 'ada@acme.test', password: 'lamp orchid zebra 7' },
  })
  const later = await town.caller(session!.token)
  await town.ask(town.ada, 'createGroup', { body: { name: 'x' } })
  await run(`insert into revocations (kind, id, at) values ('token', 'tok_1', 1)`)
  await town.deps.following.now()
  expect(await town.caller(session!.token)).toBe(later)
  // The same number, but of something else: what stood there was lost, and with it perhaps more.
  await run(
    `delete from revocations where id = 'tok_1'`,
    `insert into revocations (sequence, kind, id, at) select max(seq), 'session', 'nobody', 2 from sqlite_sequence where name = 'revocations'`,
    `update sessions set revoked_at = 1 where id = '${later!.session}'`,
  )
  await town.deps.following.now()
  expect(await town.caller(session!.token)).toBeUndefined()
})
