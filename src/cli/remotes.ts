/**
 * Named remotes and their credentials, in the OS's folder for settings. The file holds tokens: only its owner may
 * read it, and it is replaced as a whole, so that a crash leaves the old one.
 */
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Failure } from './failure.ts'
import type { Terminal } from './terminal.ts'

export type Remote = { readonly url: string; readonly token?: string; readonly organization?: string }

export type Remotes = {
  /** The one that is used when none is named. */
  readonly current?: string
  readonly remotes: ReadonlyMap<string, Remote>
}

type Env = Terminal['env']

export function remotesFile(env: Env): string {
  return join(folder(env), 'remotes.json')
}

function folder(env: Env): string {
  const named = env['COMPARTMENT_CONFIG_DIR']
  if (named) return named
  const home = env['HOME'] ?? env['USERPROFILE'] ?? homedir()
  const base =
    process.platform === 'win32'
      ? (env['APPDATA'] ?? join(home, 'AppData', 'Roaming'))
      : (env['XDG_CONFIG_HOME'] ?? join(home, '.config'))
  return join(base, 'compartment')
}

export function readRemotes(env: Env): Remotes {
  const file = remotesFile(env)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { remotes: new Map() }
    throw new Failure(`cannot read \`${file}\`: ${(error as Error).message}`)
  }
  const found = parse(text)
  if (found === undefined)
    throw new Failure(`\`${file}\` is damaged`, { next: `remove it, then: compartment login` })
  return found
}

function parse(text: string): Remotes | undefined {
  try {
    const { current, remotes } = JSON.parse(text) as { current?: unknown; remotes?: unknown }
    if (typeof remotes !== 'object' || remotes === null) return undefined
    const entries = Object.entries(remotes).filter((entry): entry is [string, Remote] => isRemote(entry[1]))
    return { remotes: new Map(entries), ...(typeof current === 'string' && { current }) }
  } catch {
    return undefined
  }
}

function isRemote(value: unknown): value is Remote {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Remote>).url === 'string'
}

function writeRemotes(env: Env, { current, remotes }: Remotes): void {
  const file = remotesFile(env)
  mkdirSync(folder(env), { recursive: true, mode: 0o700 })
  chmodSync(folder(env), 0o700)
  const fresh = `${file}.${randomUUID()}`
  try {
    const text = JSON.stringify({ current, remotes: Object.fromEntries(remotes) }, null, 2)
    writeFileSync(fresh, `${text}\n`, { mode: 0o600, flag: 'wx' })
    renameSync(fresh, file)
  } finally {
    rmSync(fresh, { force: true })
  }
}

/** Adds or replaces a remote and makes it the one in use. */
export function saveRemote(env: Env, name: string, remote: Remote): void {
  const { remotes } = readRemotes(env)
  writeRemotes(env, { current: name, remotes: new Map([...remotes, [name, remote]]) })
}

export function useRemote(env: Env, name: string): void {
  writeRemotes(env, { ...readRemotes(env), current: name })
}

export function removeRemote(env: Env, name: string): void {
  const { current, remotes } = readRemotes(env)
  const kept = new Map([...remotes].filter(([other]) => other !== name))
  writeRemotes(env, { remotes: kept, ...(current !== undefined && kept.has(current) && { current }) })
}
