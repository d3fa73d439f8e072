/**
 * The short way of a check. It takes the same steps as every operation, in the same order and with the same functions,
 * but without a framework around them: a check must cost little more than a constant answer. Only the plain form comes
 * this way (a token, a small body of declared length); everything else goes on to Fastify, which has the same route.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { checkAccess } from '../contract/operations/access.ts'
import type { Answers, Ready } from './answer.ts'
import { CHECK_PATH, type CheckHead, type EveryChecks, LONGEST_CHECK, peerAddress } from './check.ts'
import type { Needs } from './door.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

export type Around = {
  readonly needs: Needs
  readonly answers: Answers
  readonly checks: EveryChecks
  readonly closing: () => boolean
}

/** @param general takes what does not come the short way */
export function directly(
  { needs, answers, checks: { checkAccess: checks }, closing }: Around,
  general: Handle,
): Handle {
  // Behind a proxy the address takes working out, which Fastify does.
  if (needs.trustedProxies.length > 0) return general
  return (request, response) => {
    const organization =
      request.method === 'POST' && isPlain(request) ? CHECK_PATH.exec(request.url!)?.[1] : undefined
    if (organization === undefined) return general(request, response)
    const began = performance.now()
    const { headers, socket } = request
    const head: CheckHead = { organization, headers, ip: peerAddress(socket.remoteAddress) }
    const found = checks.callerOf(head)
    const write = (ready: Ready): void => {
      answers.write(response, ready, closing())
      needs.metrics.observe(checkAccess.name, ready.status, (performance.now() - began) / 1000)
    }
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    // The connection broke: there is nobody to answer.
    request.on('error', () => undefined)
    request.on('end', () => {
      const content = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      const ready = checks.answer(head, found, content, content.toString('latin1'), 0)
      if (ready instanceof Promise) void ready.then(write)
      else write(ready)
    })
  }
}

function isPlain({ headers }: IncomingMessage): boolean {
  return (
    headers['content-type'] === 'application/json' &&
    headers.authorization !== undefined &&
    headers['content-encoding'] === undefined &&
    headers.expect === undefined &&
    Number(headers['content-length']) <= LONGEST_CHECK
  )
}
