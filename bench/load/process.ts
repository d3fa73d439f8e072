/** Servers as processes of their own: started, asked how much processor time they have used, and ended. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { START_FLAGS } from '../start-flags.ts'

/** What a server’s process says once it listens. */
export type Listening = { readonly port: number; readonly token: string }

export class ServerProcess {
  readonly port: number
  readonly token: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, { port, token }: Listening) {
    this.#child = child
    this.port = port
    this.token = token
  }

  static async start(file: string, ...given: string[]): Promise<ServerProcess> {
    const profiled =
      process.env['BENCH_CPU_PROFILE'] === file ? ['--cpu-prof', '--cpu-prof-dir=.reports'] : []
    const flags = file === 'product-server.ts' ? START_FLAGS : []
    const child = fork(new URL(file, import.meta.url), given, { execArgv: [...flags, ...profiled] })
    const stop = (): void => void child.kill()
    process.once('exit', stop)
    const [first] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as unknown[]
    if (typeof first !== 'object') throw new Error(`${file} ended before it listened`)
    return new ServerProcess(child, first as Listening)
  }

  /** Microseconds of processor time so far. */
  async used(): Promise<number> {
    this.#child.send('used')
    const [microseconds] = (await once(this.#child, 'message')) as [number]
    return microseconds
  }

  async end(): Promise<void> {
    const gone = once(this.#child, 'exit')
    this.#child.send('end')
    await gone
  }
}

/** The other end, in the server’s process. */
export function listening(said: Listening, end: () => Promise<unknown>): void {
  process.on('message', (message) => {
    if (message === 'end') return void end().then(() => process.exit(0))
    const { user, system } = process.cpuUsage()
    process.send!(user + system)
  })
  process.on('disconnect', () => process.exit(0))
  process.send!(said)
}
