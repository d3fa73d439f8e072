/** Writes a second on PostgreSQL with two replicas, against pgbench’s single-row inserts on the same server. */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client as Database } from 'pg'
import { postgresBinaries, startCluster } from '../../test/support/postgres-cluster.ts'
import { Client, requestOf } from '../load/client.ts'
import { organizationName } from '../load/found.ts'
import { ServerProcess } from '../load/process.ts'
import { headersOf } from '../load/questions.ts'
import { HOST } from '../load/served.ts'
import { spread } from '../measure.ts'
import { randomFrom } from '../random.ts'
import { answer, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { temporaryDirectory } from '../seeded-store.ts'
import { SEED } from '../workload.ts'

const ORGANIZATIONS = 8
const REPLICAS = 2
/** On each replica, and half as many as pgbench has in all. */
const WRITERS = 8

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const cluster = startCluster({ durable: true })
  const { rounds, seconds, writes } = quick
    ? { rounds: 3, seconds: 1, writes: 200 }
    : { rounds: 7, seconds: 3, writes: 2000 }
  const root = randomFrom(SEED + 7).id('usr')
  const replicas: ServerProcess[] = []
  for (let at = 0; at < REPLICAS; at++) {
    const founded = at === 0 ? String(ORGANIZATIONS) : '0'
    replicas.push(await ServerProcess.start('product-server.ts', cluster.url, root, founded))
  }
  const clients = await Promise.all(
    replicas.map((replica, at) => writers(replica, at, (rounds + 1) * writes)),
  )
  const write = async (): Promise<number> => {
    const start = performance.now()
    await Promise.all(clients.map((client) => client.run(writes)))
    return (REPLICAS * writes * 1000) / (performance.now() - start)
  }
  const insert = await inserting(cluster.url, seconds)
  await write()
  const rates: { ours: number; peer: number }[] = []
  for (let round = 0; round < rounds; round++) rates.push({ ours: await write(), peer: await insert() })
  await expectAllWritten(cluster.url, REPLICAS * (rounds + 1) * writes)
  for (const client of clients) client.close()
  for (const replica of replicas) await replica.end()
  cluster.stop()
  return [
    {
      row: 'PostgreSQL, two replicas: writes, vs pgbench single-row inserts',
      ours: perUnit(1e9 / spread(rates.map(({ ours }) => ours)).median),
      peer: perUnit(1e9 / spread(rates.map(({ peer }) => peer)).median),
      ratio: spread(rates.map(({ ours, peer }) => ours / peer)),
      unit: '× its rate',
      bar: { atLeast: 0.4 },
      how: `PostgreSQL 15 with its usual durability on the same machine; ours: \`createGroup\` over HTTP, ${WRITERS} connections to each of ${REPLICAS} servers, ${ORGANIZATIONS} organizations, each written through one of them, each write with its event in the hash chain; pgbench: ${REPLICAS * WRITERS} clients, one row as long as a journal row`,
    },
  ]
})

/** Each write is another group. Each organization is written through one replica, as a proxy that keeps to one would send. */
async function writers({ port, token }: ServerProcess, replica: number, count: number): Promise<Client> {
  const requests = Array.from({ length: count }, (_, at) => {
    const path = `/v1/organizations/${organizationName((at * REPLICAS + replica) % ORGANIZATIONS)}/groups`
    return requestOf(path, headersOf(token), JSON.stringify({ name: `Group ${replica}-${at}` }))
  })
  return Client.open({ host: HOST, port, requests, connections: WRITERS, sleeps: true })
}

async function inserting(url: string, seconds: number): Promise<() => Promise<number>> {
  await query(url, 'create table bench_rows (id bigserial primary key, data text not null)')
  const script = join(temporaryDirectory(), 'insert.sql')
  writeFileSync(script, `insert into bench_rows (data) values ('${'x'.repeat(600)}');\n`)
  const { searchParams, username, pathname } = new URL(url)
  const clients = String(REPLICAS * WRITERS)
  const given = [
    '-n',
    '-f',
    script,
    '-c',
    clients,
    '-j',
    '2',
    '-T',
    String(seconds),
    '-h',
    searchParams.get('host')!,
  ]
  return async () => {
    const program = join(postgresBinaries(), 'pgbench')
    const { stdout } = await promisify(execFile)(program, [...given, '-U', username, pathname.slice(1)])
    return Number(/tps = ([\d.]+)/.exec(stdout)![1])
  }
}

async function expectAllWritten(url: string, wanted: number): Promise<void> {
  for (const table of ['groups', 'journal']) {
    const filter = table === 'journal' ? ` where type = 'group.created'` : ''
    const [row] = await query(url, `select count(*)::int as count from ${table}${filter}`)
    expectEqual(`rows in ${table}`, row!.count, wanted)
  }
}

async function query(url: string, text: string): Promise<readonly { readonly count?: number }[]> {
  const database = new Database({ connectionString: url })
  await database.connect()
  const { rows } = await database.query<{ readonly count?: number }>(text)
  await database.end()
  return rows
}
