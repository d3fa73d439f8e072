/** `serve`: runs the server, and says where it is and how to begin. */
import type { Context, Typed } from '../command.ts'
import { EXIT, type Exit } from '../failure.ts'
import { facts } from '../view.ts'
import { start, untilStopped } from './start.ts'

export async function serve(context: Context, typed: Typed): Promise<Exit> {
  const running = await start(context, typed)
  const { server, data } = running
  context.print({ url: server.url, data, setup_url: server.setupLink }, (shown) =>
    facts(['Compartment', shown.url], ['Data', shown.data], ['Set it up', shown.setup_url]),
  )
  if (server.setupLink !== undefined)
    context.say('The link makes you the first admin; it works once, within 24 hours.')
  context.say('Stop with Ctrl-C.')
  await untilStopped(running)
  return EXIT.done
}
