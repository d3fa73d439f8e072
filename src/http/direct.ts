/**
 * The short way of a check. It takes the same steps as every operation, in the same order and with the same functions,
 * but without a framework around them: a check must cost little more than a constant answer. Only the plain form comes
 * this way (a token, a small body of declared length); everything else goes on to Fastify, which has the same route.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Operation } from '../contract/operation.ts'
import { checkAccess } from '../contract/operations/access.ts'
import type { Caller } from '../operations/call.ts'
import { addressOf } from './address.ts'
import type { Answers, Ready } from './answer.ts'
import { credentialOf, UNKNOWN_TOKEN, unauthenticated } from './authenticate.ts'
import { readBody } from './body.ts'
import type { Needs } from './door.ts'
import { readInput } from './input.ts'
import { callOf } from './mount.ts'
import type { Asked } from './request.ts'

type Handle = (request: IncomingMessage, response: ServerResponse) => void

const PATH = /^\/v1\/organizations\/([a-z0-9-]{1,63})\/access\/check$/
const LONGEST = 4096
const NOTHING = {}

const operation = checkAccess as unknown as Operation
const ROUTE = { url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), config: { operation: operation.name } }

export type Around = { readonly newName: () => string; readonly closing: () => boolean }

/** @param general takes what does not come the short way */
export function directly(needs: Needs, answers: Answers, around: Around, general: Handle): Handle {
  // Behind a proxy the address takes working out, which Fastify does.
  if (needs.trustedProxies.length > 0) return general
  return (request, response) => {
    const organization =
      request.method === 'POST' && isPlain(request) ? PATH.exec(request.url!)?.[1] : undefined
    if (organization === undefined) return general(request, response)
    const began = performance.now()
    const asked = askedOf(request, organization, around.newName())
    const caller = callerOf(asked, needs)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    // The connection broke: there is nobody to answer.
    request.on('error', () => undefined)
    request.on('end', () => {
      const content = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      void respond(asked, caller, content, needs, answers, (ready) => {
        answers.write(response, ready, around.closing())
        needs.metrics.observe(operation.name, ready.status, (performance.now() - began) / 1000)
      })
    })
  }
}

function isPlain({ headers }: IncomingMessage): boolean {
  return (
    headers['content-type'] === 'application/json' &&
    headers.authorization !== undefined &&
    headers['content-encoding'] === undefined &&
    headers.expect === undefined &&
    Number(headers['content-length']) <= LONGEST
  )
}

type Found = Caller | undefined | Promise<Caller | undefined> | Refusing
class Refusing {
  readonly thrown: unknown
  constructor(thrown: unknown) {
    this.thrown = thrown
  }
}

function callerOf(asked: Asked, needs: Needs): Found {
  try {
    const { token } = credentialOf(asked.headers, '')!
    const found = needs.authenticate(token, { address: addressOf(asked), now: needs.clock() })
    // It is waited for once the body is there, if that ever comes: until then a rejection must not end the process.
    if (found instanceof Promise) found.catch(() => undefined)
    return found
  } catch (error) {
    return new Refusing(error)
  }
}

/** Never rejects. */
async function respond(
  asked: Filled,
  found: Found,
  content: Buffer,
  needs: Needs,
  answers: Answers,
  send: (ready: Ready) => void,
): Promise<void> {
  send(await perform(asked, found, content, needs, answers))
}

async function perform(
  asked: Filled,
  found: Found,
  content: Buffer,
  needs: Needs,
  answers: Answers,
): Promise<Ready> {
  try {
    if (found instanceof Refusing) throw found.thrown
    asked.caller = found instanceof Promise ? await found : found
    if (asked.caller === undefined) throw unauthenticated(UNKNOWN_TOKEN)
    asked.body = readBody(asked.headers, content)
    const input = readInput(operation, asked)
    const result = await needs.useCases.checkAccess(input as never, callOf(asked, needs))
    return answers.of(operation, input, result)
  } catch (error) {
    return answers.refusal(asked, error)
  }
}

type Filled = Asked & { body: unknown }

function askedOf({ headers, socket, url = '' }: IncomingMessage, organization: string, id: string): Filled {
  const ip = socket.remoteAddress ?? ''
  const params = { organization }
  return {
    id,
    method: 'POST',
    url,
    headers,
    params,
    query: NOTHING,
    body: undefined,
    ip,
    socket,
    routeOptions: ROUTE,
    caller: undefined,
  }
}
