/** The HTTP door: the contract mounted on Fastify, with what every request goes through. */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { Socket } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { type Answers, answers as createAnswers } from './answer.ts'
import { acceptStrictJson, BODY_LIMIT } from './body.ts'
import { ServerByHand } from './by-hand.ts'
import { everyChecks } from './check.ts'
import { consoleNotFound, mountConsole } from './console/mount.ts'
import { requireDeclaredAccess } from './declared-access.ts'
import { type Around, directly } from './direct.ts'
import type { Needs } from './door.ts'
import { notFound } from './framework-faults.ts'
import { dataHeaders } from './headers.ts'
import { mountHealth } from './health.ts'
import { observeAnswers } from './metrics.ts'
import { mountOperations } from './mount.ts'
import { mountOpenApi } from './openapi/document.ts'
import { requestNames } from './reference.ts'
import { decorateRequests } from './request.ts'
import { drain } from './stop.ts'

/** Longer than any id or address that names something. */
const LONGEST_PARAMETER = 1000

/** @param extend more routes, before the server is ready; they need declared access like every other */
export function createApp(
  needs: Needs,
  extend?: (app: FastifyInstance, answers: Answers) => void,
): FastifyInstance {
  const answers = createAnswers(needs)
  const newName = requestNames()
  let closing = false
  const checks = everyChecks({ needs, answers, newName })
  const around = { needs, answers, checks, closing: () => closing }
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    genReqId: newName,
    requestIdHeader: false,
    serverFactory: (general) => listener(around, directly(around, general as never)),
    return503OnClosing: false,
    trustProxy: needs.trustedProxies.length === 0 ? false : [...needs.trustedProxies],
    routerOptions: { maxParamLength: LONGEST_PARAMETER },
    frameworkErrors: (error, request, reply) => answers.refuse(request as never, reply as never, error),
    clientErrorHandler: (error, socket) => refuseBytes(error, socket, needs.publicUrl),
  })
  requireDeclaredAccess(app)
  decorateRequests(app)
  acceptStrictJson(app)
  app.setErrorHandler((error, request, reply) => answers.refuse(request, reply, error))
  const page = consoleNotFound(needs, answers)
  app.setNotFoundHandler((request, reply) => {
    if (!page(request, reply)) answers.refuse(request, reply, notFound())
  })
  app.addHook('preClose', async () => {
    closing = true
    await drain(app.server, needs.linger)
  })
  observeAnswers(app, needs.metrics)
  mountHealth(app, needs, answers, around.closing)
  mountOpenApi(app, needs, answers)
  mountConsole(app, needs, answers)
  mountOperations(app, needs, answers)
  extend?.(app, answers)
  return app
}

/** With an end to what may take for ever: sending a request, and keeping a connection without one. */
function listener({ needs, checks, closing }: Around, handle: RequestListener): Server {
  const options = { requestTimeout: 30_000, keepAliveTimeout: 72_000 }
  if (needs.trustedProxies.length > 0) return createServer(options, handle)
  const fixed = dataHeaders(needs.publicUrl)
  const { observe } = needs.metrics
  const refuseCut = (socket: Socket): void => refuseBytes({}, socket, needs.publicUrl)
  return new ServerByHand(options, handle, { checks, fixed, closing, observe, refuseCut })
}

/** What Node could not read as HTTP: there is no request to answer, only a connection. */
function refuseBytes({ code }: { readonly code?: string }, socket: Socket, publicUrl: string): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = STATUS[code ?? ''] ?? '400 Bad Request'
  const headers = Object.entries(dataHeaders(publicUrl)).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n${headers.join('')}\r\n`)
}

const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}
