/** Reads request bodies: JSON in UTF-8, up to 1 MiB, and nothing else. */
import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { batchAccess } from '../contract/operations/access-many.ts'
import { refuse } from '../core/index.ts'
import type { CheckList } from '../operations/access/check-list.ts'
import { Refused } from '../operations/refused.ts'
import { readBatchBody } from './batch-body.ts'
import { parseStrictJson } from './strict-json.ts'

export const BODY_LIMIT = 1024 * 1024

export function acceptStrictJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, readByHand(request, body) ?? readBody(request.headers, body))
    } catch (error) {
      done(error as Error)
    }
  })
}

/** A body that its schema would take as it is: it has been read by a reader that a test holds against both. */
export class ReadByHand {
  readonly value: Record<string, unknown>
  constructor(value: Record<string, unknown>) {
    this.value = value
  }
}

/** @returns `undefined` where the general reader has to read it, and perhaps to refuse it */
function readByHand({ headers, routeOptions }: FastifyRequest, body: Buffer): ReadByHand | undefined {
  if (routeOptions.config.operation !== batchAccess.name) return undefined
  if (headers['content-type'] !== 'application/json' || headers['content-encoding'] !== undefined)
    return undefined
  const read = readBatchBody(body)
  return read && new ReadByHand(read as Record<keyof CheckList, unknown>)
}

/** @throws Refused `INVALID` */
export function readBody(headers: IncomingHttpHeaders, body: Buffer): unknown {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers
  if (type !== 'application/json' && !isJsonInUtf8(type)) throw unsupported(`\`content-type: ${type}\``)
  if (encoding !== 'identity') throw unsupported(`\`content-encoding: ${encoding}\``)
  if (body.length === 0) return undefined
  if (!isUtf8(body)) throw new Refused(refuse('INVALID', 'the body is not UTF-8'))
  return parseStrictJson(body.toString('utf8'))
}

function isJsonInUtf8(type: string): boolean {
  return /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(type)
}

/** 415: the code says what is wrong, the status says it to machines. */
export function unsupported(what: string): Refused {
  return new Refused(
    refuse('INVALID', `${what} is not read here`, {
      next: 'send JSON in UTF-8 with `content-type: application/json`',
    }),
    { status: 415 },
  )
}
