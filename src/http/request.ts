/** What this door adds to Fastify’s requests and routes. */
import type { FastifyInstance } from 'fastify'
import type { Access } from '../contract/operation.ts'
import type { Caller } from '../operations/call.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Set where a credential was sent and is good. */
    caller: Caller | undefined
  }
  interface FastifyContextConfig {
    readonly access?: Access
    /** The contract’s name of it. */
    readonly operation?: string
  }
}

export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('caller', undefined)
}
