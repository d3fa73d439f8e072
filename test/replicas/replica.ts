/** Servers in processes of their own, as many as wanted on one store: replicas. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Config } from '../../src/config.ts'
import { configOf } from '../http/house.ts'

const PROCESS = fileURLToPath(new URL('replica-process.ts', import.meta.url))

/** The configuration as it is told to the process. */
export type Told = Omit<Config, 'secretKey'> & { readonly secretKey: string }
export type Said = { readonly url: string; readonly setupLink?: string | undefined }

export type Replica = Said & {
  /** From the start of the process until it listened, in milliseconds. */
  readonly startedIn: number
  readonly pid: number
  /** The process stands still, as under a debugger or on a starved machine. */
  readonly stall: () => void
  readonly goOn: () => void
  /** `kill -9`, and waits for the end. */
  readonly kill: () => Promise<void>
  /** Asks it to stop, and waits for the end. */
  readonly stop: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** @param secretKey the same for all replicas of one store */
export async function startReplica(store: Config['store'], secretKey: Uint8Array): Promise<Replica> {
  const began = performance.now()
  const config = { ...configOf(store), logLevel: 'silent', secretKey: Buffer.from(secretKey).toString('hex') }
  const child = spawn(process.execPath, [PROCESS, JSON.stringify(config)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  const said = await firstLine(child)
  const startedIn = performance.now() - began
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  return {
    ...said,
    startedIn,
    pid: child.pid!,
    stall: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  }
}

async function firstLine(child: ChildProcess): Promise<Said> {
  const lines = createInterface({ input: child.stdout! })
  const ended = once(child, 'exit').then(() => {
    throw new Error('the server ended before it listened')
  })
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string]
  ended.catch(() => {})
  return JSON.parse(line) as Said
}
