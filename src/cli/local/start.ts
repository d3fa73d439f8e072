/** The server in this process, until it is told to stop. */
import type { Config } from '../../config.ts'
import { ensureConsole, placesOf } from '../../console/ensure.ts'
import { type ConsoleFiles, readConsole } from '../../http/console/files.ts'
import { createLog } from '../../http/log.ts'
import { startServer } from '../../server.ts'
import type { Context, Typed } from '../command.ts'
import { locally } from './faults.ts'
import { configOf, dataPlace } from './settings.ts'

export type Running = {
  readonly server: Awaited<ReturnType<typeof startServer>>
  readonly data: string
}

export async function start(context: Context, typed: Typed): Promise<Running> {
  const { terminal } = context
  const config = configOf(terminal, typed)
  // Someone who watches wants to read the address; who collects logs gets them all, and not among the data.
  const watched = terminal.outIsTerminal && !terminal.env['COMPARTMENT_LOG_LEVEL']
  const log = createLog(watched ? 'warn' : config.logLevel, { write: terminal.err })
  const console = await locally(() => builtConsole(context, config))
  return { server: await locally(() => startServer(config, { log, console })), data: dataPlace(config) }
}

/** The first start builds it; later ones find it. */
async function builtConsole({ say }: Context, { store }: Config): Promise<ConsoleFiles> {
  const building = (): void => say('Building the console, this once: a few seconds …')
  const places = placesOf('dataDirectory' in store ? store.dataDirectory : undefined)
  return readConsole(await ensureConsole({ building, places }))
}

/** Ctrl-C, or whoever runs this process, ends it: what is under way is finished first. */
export async function untilStopped({ server }: Running): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  await promise
  await server.close()
}
