/** What this door adds to Fastify’s requests and routes, and what of them its steps read. */
import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { Access, Operation } from '../contract/operation.ts'
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
    readonly protocol?: Operation['protocol']
  }
}

export function decorateRequests(app: FastifyInstance): void {
  app.decorateRequest('caller', undefined)
}

/** A request as the steps behind the routes read it: Fastify’s, or one that came the short way (`direct.ts`). */
export type Asked = {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly ip: string
  readonly socket: { readonly remoteAddress?: string | undefined }
  readonly routeOptions: {
    readonly url?: string | undefined
    readonly config: { readonly operation?: string; readonly protocol?: Operation['protocol'] }
  }
  caller: Caller | undefined
}
