/**
 * A private, throw-away PostgreSQL: its own data folder, reached through a Unix socket in that folder, so
 * that it meets no other server and needs no free port. PostgreSQL refuses to run as root, so root starts
 * it as the `postgres` user.
 */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const VERSIONS = '/usr/lib/postgresql'

export interface Cluster {
  /** The administrator's database; for a test's own, see `freshDatabase`. */
  readonly url: string
  /** Stops the server at once and deletes its data. May be called twice. */
  stop(): void
}

export interface ClusterOptions {
  /** Keep every commit through a power cut (fsync on). Off by default: most tests only read back. */
  readonly durable?: boolean
}

export function startCluster({ durable = false }: ClusterOptions = {}): Cluster {
  const bin = postgresBinaries()
  const home = mkdtempSync(join(tmpdir(), 'compartment-postgres-'))
  if (isRoot) execFileSync('chown', ['postgres', home])
  const data = join(home, 'data')
  const stop = (): void => {
    if (existsSync(join(data, 'postmaster.pid')))
      asPostgres(join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop')
    rmSync(home, { recursive: true, force: true })
    process.off('exit', stop)
  }
  process.once('exit', stop)
  try {
    asPostgres(
      join(bin, 'initdb'),
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    )
    const settings = ["listen_addresses=''", `unix_socket_directories='${home}'`, ...(durable ? [] : FAST)]
    const options = settings.map((setting) => `-c ${setting}`).join(' ')
    asPostgres(join(bin, 'pg_ctl'), '-D', data, '-l', join(home, 'log'), '-w', '-o', options, 'start')
  } catch (error) {
    stop()
    throw error
  }
  return { url: databaseUrl(home, 'postgres'), stop }
}

const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']

function databaseUrl(socketFolder: string, name: string): string {
  return `postgresql://postgres@localhost/${name}?host=${encodeURIComponent(socketFolder)}`
}

/** The newest installed version. Missing is a failure: a test that silently skips proves nothing. */
export function postgresBinaries(versions = VERSIONS): string {
  const newest = (existsSync(versions) ? readdirSync(versions) : [])
    .filter((version) => existsSync(join(versions, version, 'bin/initdb')))
    .toSorted((a, b) => Number(b) - Number(a))[0]
  if (newest) return join(versions, newest, 'bin')
  throw new Error(
    `PostgreSQL is not installed (looked for initdb in ${versions}/*/bin), and these tests never skip: ` +
      'run `npm run test:all` as root, or `apt-get install --no-install-recommends postgresql`',
  )
}

const isRoot = process.getuid?.() === 0

/** Runs a program of PostgreSQL as its user: it refuses to run as root. */
export function asPostgres(program: string, ...args: string[]): void {
  const [shell, words] = commandOf(program, args)
  execFileSync(shell, words, { cwd: '/', stdio: STDIO })
}

/** The same without holding up this process. */
export async function asPostgresMeanwhile(program: string, ...args: string[]): Promise<void> {
  const [shell, words] = commandOf(program, args)
  const [code] = (await once(spawn(shell, words, { cwd: '/', stdio: 'ignore' }), 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${program} failed`)
}

// pg_ctl leaves a server behind that would hold inherited pipes open, hence `ignore` for its output.
const STDIO: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe']

function commandOf(program: string, args: readonly string[]): [shell: string, words: string[]] {
  const quoted = [program, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ')
  return isRoot ? ['su', ['postgres', '-s', '/bin/sh', '-c', quoted]] : ['/bin/sh', ['-c', quoted]]
}
