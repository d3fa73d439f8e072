/**
 * A PostgreSQL with a synchronous standby, to be failed over: two servers in one folder, told apart by the port of their
 * sockets. A commit is acknowledged when both have it on disk.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { asPostgres, asPostgresMeanwhile, postgresBinaries } from './postgres-cluster.ts'

const PRIMARY = 5432
const STANDBY = 5433

export type Pair = {
  /** Both, as a server is told of them. */
  readonly url: string
  /** `kill -9` of the primary and everything it has started. */
  readonly killPrimary: () => void
  /** Ends when the standby takes writes. */
  readonly promote: () => void
  /** The replaced primary comes back and takes writes, too: what must not be gone back to. */
  readonly reviveOld: () => Promise<void>
  readonly stop: () => void
}

export async function startPair(): Promise<Pair> {
  const bin = postgresBinaries()
  const home = mkdtempSync(join(tmpdir(), 'compartment-pair-'))
  if (process.getuid?.() === 0) execFileSync('chown', ['postgres', home])
  const [old, next] = [join(home, 'old'), join(home, 'next')]
  const pgCtl = (data: string, ...args: string[]): void =>
    asPostgres(join(bin, 'pg_ctl'), '-D', data, '-w', ...args)
  const startOf = (data: string, port: number): string[] => {
    const options = `-c listen_addresses='' -c unix_socket_directories='${home}' -c port=${port}`
    return ['-D', data, '-w', '-l', `${data}.log`, '-o', options, 'start']
  }
  const start = (data: string, port: number): void => asPostgres(join(bin, 'pg_ctl'), ...startOf(data, port))
  const stop = (): void => {
    process.off('exit', stop)
    for (const data of [old, next]) if (existsSync(join(data, 'postmaster.pid'))) killTree(data)
    rmSync(home, { recursive: true, force: true })
  }
  process.once('exit', stop)
  asPostgres(join(bin, 'initdb'), '-D', old, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C')
  start(old, PRIMARY)
  const conninfo = `host=${home} port=${PRIMARY} user=postgres application_name=standby`
  asPostgres(join(bin, 'pg_basebackup'), '-d', conninfo, '-D', next, '-R', '-c', 'fast')
  start(next, STANDBY)
  await demandStandby(home)
  return {
    url: `postgresql://postgres@localhost/postgres?host=${encodeURIComponent(`${home},${home}`)}&port=${PRIMARY},${STANDBY}`,
    killPrimary: () => killTree(old),
    promote: () => pgCtl(next, 'promote'),
    reviveOld: async () => {
      // Without this it would wait for its standby for ever, and be harmless.
      asPostgres('/bin/sh', '-c', `echo "synchronous_standby_names = ''" >> ${old}/postgresql.auto.conf`)
      // Its locks name a process that may have been followed by another of the same number.
      for (const lock of [join(old, 'postmaster.pid'), join(home, `.s.PGSQL.${PRIMARY}.lock`)])
        rmSync(lock, { force: true })
      await asPostgresMeanwhile(join(bin, 'pg_ctl'), ...startOf(old, PRIMARY))
    },
    stop,
  }
}

/** From here on every commit waits for the standby. */
async function demandStandby(home: string): Promise<void> {
  const client = new Client({ host: home, port: PRIMARY, user: 'postgres', database: 'postgres' })
  await client.connect()
  await client.query("alter system set synchronous_standby_names = 'standby'")
  await client.query('select pg_reload_conf()')
  for (;;) {
    const { rows } = await client.query<{ is: string }>('select sync_state as is from pg_stat_replication')
    if (rows[0]?.is === 'sync') break
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await client.end()
}

/** Ends when all of them have: what they share is free only then. */
function killTree(data: string): void {
  const pid = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
  const all = [pid, ...children.map(Number)]
  for (const one of all) kill(one)
  while (all.some((one) => isAlive(one))) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
}

/** A process that has ended and was not waited for yet holds nothing any more. */
function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
