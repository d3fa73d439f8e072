/** Mounts the contract: one route per operation, and for each the same steps, admit, read, run, answer. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../contract/table.ts'
import type { Call, UseCase } from '../operations/call.ts'
import { addressOf } from './address.ts'
import { admitting } from './admit.ts'
import type { Answers, Ready } from './answer.ts'
import { cookieValues, flowCookieName } from './cookies.ts'
import type { Needs } from './door.ts'
import { claimOf, once } from './idempotency.ts'
import { readInput } from './input.ts'
import { logWrite } from './log.ts'
import { ifMatches } from './precondition.ts'
import type { Asked } from './request.ts'
import { AT_LEAST, atLeastOf, REVISION } from './revision.ts'
import { asProtocolDemands, ORGANIZATION, onceInProtocol } from './standards.ts'
import { sentAsStream } from './stream.ts'

type Run = UseCase<OperationName>

export function mountOperations(app: FastifyInstance, needs: Needs, answers: Answers): void {
  for (const declared of Object.values(OPERATIONS)) {
    const operation = declared as unknown as Operation
    const useCase = needs.useCases[operation.name as OperationName] as Run | undefined
    if (useCase === undefined)
      throw new Error(`refusing to start: nothing performs the operation ${operation.name}`)
    const handler =
      operation.media === undefined
        ? answered(performer(operation, useCase, needs, answers), answers)
        : streamed(operation, useCase, needs, answers)
    const admit = admitting(operation, needs)
    app.route({
      method: operation.method,
      url: operation.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      config: {
        access: operation.access,
        operation: operation.name,
        ...(operation.protocol !== undefined && { protocol: operation.protocol }),
      },
      onRequest: [...asProtocolDemands(operation), admit],
      // A body takes the time its sender likes: what was revoked meanwhile is over.
      ...(operation.body !== undefined && { preHandler: admit }),
      handler,
    })
  }
}

type Perform = (request: FastifyRequest) => Promise<Ready>
type Handle = (request: FastifyRequest, reply: FastifyReply) => void

function answered(perform: Perform, answers: Answers): Handle {
  return (request, reply) => {
    perform(request).then(
      (ready) => answers.send(reply, ready),
      (error: unknown) => answers.refuse(request, reply, error),
    )
  }
}

/** What goes wrong before the first byte is an ordinary refusal. */
function streamed(operation: Operation, useCase: Run, needs: Needs, answers: Answers): Handle {
  return (request, reply) => {
    const stream = async (): Promise<void> => {
      const result = await useCase(readInput(operation, request) as never, callOf(request, needs))
      if (!sentAsStream(request, reply, result, needs)) throw new Error(`${operation.name} gave no stream`)
    }
    stream().catch((error: unknown) => answers.refuse(request, reply, error))
  }
}

function performer(operation: Operation, useCase: Run, needs: Needs, answers: Answers): Perform {
  return operation.writes === undefined
    ? read(operation, useCase, needs, answers)
    : write(operation, useCase, needs, answers)
}

function read(operation: Operation, useCase: Run, needs: Needs, answers: Answers): Perform {
  return async (request) => {
    const input = readInput(operation, request)
    const result = await useCase(input as never, callOf(request, needs))
    return onceInProtocol(operation, request, answers.of(operation, input, result))
  }
}

function write(operation: Operation, useCase: Run, needs: Needs, answers: Answers): Perform {
  return async (request) => {
    const input = readInput(operation, request)
    const call = ifMatches(request, operation, callOf(request, needs))
    const run = async (mark?: Call['mark']): Promise<Ready & { readonly secret: boolean }> => {
      const result = await useCase(input as never, mark === undefined ? call : { ...call, mark })
      const secret = result.secret === true || result.session !== undefined
      return { ...answers.of(operation, input, result), secret }
    }
    // What everybody may ask holds passwords and links: of those not even a hash is kept.
    const claim = 'public' in operation.access ? undefined : claimOf(operation, request, input, call.now)
    const { organization } = input.params
    const stillIn = async (): Promise<void> => {
      if (typeof organization === 'string') await needs.comesIn(organization, call)
    }
    const ready = claim === undefined ? await run() : await once(needs.replays, claim, { run, stillIn })
    logWrite(needs.log, request, ready.status, ready.headers[REVISION])
    return ready
  }
}

export function callOf(request: Asked, needs: Needs): Call {
  const atLeast = atLeastOf(request.headers[AT_LEAST])
  const organization = request.headers[ORGANIZATION]
  const userAgent = request.headers['user-agent']
  return {
    caller: request.caller,
    address: addressOf(request),
    now: needs.clock(),
    ...(userAgent !== undefined && { userAgent }),
    ...(atLeast !== undefined && { atLeast }),
    ...(typeof organization === 'string' && { organization }),
    ...flowOf(request.headers.cookie, needs.publicUrl),
  }
}

/** Two of them are somebody else's doing, and count as none. */
function flowOf(cookies: string | undefined, publicUrl: string): Pick<Call, 'flow'> {
  const [flow, second] = cookies === undefined ? [] : cookieValues(cookies, flowCookieName(publicUrl))
  return flow === undefined || second !== undefined ? {} : { flow }
}
