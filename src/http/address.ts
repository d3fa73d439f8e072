/** The peer’s address: the connection’s, or what a trusted proxy says, and never free text. */
import { isIP } from 'node:net'
import type { Asked } from './request.ts'

export function addressOf(request: Asked): string {
  const { ip } = request
  const address = isIP(ip) === 0 ? (request.socket.remoteAddress ?? '') : ip
  return address.startsWith('::ffff:') ? address.slice(7) : address
}
