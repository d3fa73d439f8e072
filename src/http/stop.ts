/**
 * Stopping without losing a request: no new connections, every answer says `Connection: close`, and connections that are
 * idle are closed only after a while in which their owner could still send. What is still open then is cut off.
 */
import type { Server as HttpServer } from 'node:http'
import { Server } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

const PATIENCE = 10_000
const STEP = 20

/** @param linger milliseconds in which a request may still arrive on an idle connection */
export async function drain(server: HttpServer, linger: number): Promise<void> {
  if (!server.listening) return
  // Not http.Server.close: that one also cuts idle connections, on which a request may be on its way.
  Server.prototype.close.call(server)
  for (let waited = 0; waited < PATIENCE; waited += STEP) {
    if ((await connections(server)) === 0) return
    if (waited >= linger) server.closeIdleConnections()
    await wait(STEP)
  }
  server.closeAllConnections()
}

async function connections(server: HttpServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)))
  })
}
