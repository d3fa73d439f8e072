/** Answers that are streams: sent as fast as they are read, and cut off where they cannot be made to their end. */
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { AnyResult } from './answer.ts'
import type { Needs } from './door.ts'
import { dataHeaders } from './headers.ts'
import { logStreamFault } from './log.ts'
import { REVISION } from './revision.ts'

/** @returns whether the result is a stream, and on its way */
export function sentAsStream(
  request: FastifyRequest,
  reply: FastifyReply,
  { answer, stream, revision }: AnyResult,
  { publicUrl, log }: Needs,
): boolean {
  if (stream === undefined) return false
  const content = Readable.fromWeb(answer as unknown as NodeStream)
  // The status is out: whoever reads learns from the broken connection, and in NDJSON from the missing end.
  content.on('error', (error) => logStreamFault(log, request, error))
  void reply
    .code(200)
    .headers(dataHeaders(publicUrl))
    .headers({
      'content-type': stream.type,
      'content-disposition': `attachment; filename="${stream.fileName.replaceAll(/[^\w.-]/g, '_')}"`,
      ...(revision !== undefined && { [REVISION]: revision }),
    })
    .send(content)
  return true
}
