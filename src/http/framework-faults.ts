/** What Fastify and Node refuse before a handler runs, in our words. */
import { refuse } from '../core/index.ts'
import { Refused } from '../operations/refused.ts'
import { unsupported } from './body.ts'

type Fault = { readonly code?: unknown; readonly statusCode?: unknown }

export function frameworkRefusal(error: unknown): Refused | undefined {
  const { code, statusCode } = (error ?? {}) as Fault
  if (typeof code !== 'string' || !code.startsWith('FST_ERR_')) return undefined
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return tooLarge()
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return unsupported('this content type')
  if (code === 'FST_ERR_MAX_PARAM_LENGTH') return notFound()
  if (typeof statusCode === 'number' && statusCode < 500) {
    return new Refused(
      refuse('INVALID', 'the request cannot be read: its address or its length is malformed'),
    )
  }
  return undefined
}

export function notFound(): Refused {
  return new Refused(refuse('NOT_FOUND', 'there is no such address', { next: 'see `/openapi.json`' }))
}

function tooLarge(): Refused {
  return new Refused(refuse('TOO_LARGE', 'the body is larger than 1 MiB'))
}
