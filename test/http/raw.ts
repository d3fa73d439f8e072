/** Bytes to a server and back, without a client that knows better. */
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'

/** Sends the pieces one after the other, says that nothing more comes, and gives all that came back. */
export async function exchange(url: string, pieces: readonly (string | Uint8Array)[]): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, allowHalfOpen: true })
  let received = ''
  socket.on('data', (chunk) => (received += chunk.toString('latin1')))
  // A server that refuses what it reads may reset the connection after its answer.
  socket.on('error', () => undefined)
  const closed = once(socket, 'close')
  await once(socket, 'connect')
  for (const [at, piece] of pieces.entries()) {
    if (at > 0) await wait(2)
    if (socket.writable) socket.write(piece)
  }
  socket.end()
  await closed
  return received
}

/** What differs from one answer to the next by its nature. */
export function timeless(received: string): string {
  return received.replaceAll(/^Date: .*$/gm, 'Date: …').replaceAll(/(den|err)_\w{26}/g, '$1_…')
}

/** Answer by answer, the same headers sorted: the order of names means nothing, and Fastify has its own. */
export function answersIn(received: string): string[] {
  return received.split(/(?=HTTP\/1\.1 )/).map((answer) => {
    const end = answer.indexOf('\r\n\r\n')
    if (end < 0) return answer
    const [status, ...headers] = answer.slice(0, end).split('\r\n')
    // Fastify ends a connection after a body that it could not read; whether it is kept says nothing to the caller.
    const kept = headers.filter((header) => !/^(connection|keep-alive):/i.test(header))
    return [
      status,
      ...kept.map((header) => header.replace(/^[^:]+/, (name) => name.toLowerCase())).toSorted(),
    ]
      .join('\r\n')
      .concat(answer.slice(end))
  })
}
