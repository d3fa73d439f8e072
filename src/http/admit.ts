/** Before a body is read: where the request comes from, and who sends it. */
import type { FastifyRequest, onRequestHookHandler } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import type { Caller } from '../operations/call.ts'
import { addressOf } from './address.ts'
import { type Credential, credentialOf, unauthenticated } from './authenticate.ts'
import { cookieName } from './cookies.ts'
import type { Needs } from './door.ts'
import { checkOrigin, ownOrigins } from './origin.ts'

/** For one operation. It calls back in the same turn where memory knows the caller: a check must not wait. */
export function admitting(operation: Operation, needs: Needs): onRequestHookHandler {
  const cookie = cookieName(needs.publicUrl)
  const own = ownOrigins(needs.publicUrl)
  const isPublic = 'public' in operation.access
  const changes = operation.method !== 'GET'
  return (request, _reply, done) => {
    try {
      const credential = isPublic ? tolerated(request, cookie) : credentialOf(request.headers, cookie)
      if (changes && credential?.from !== 'bearer') checkOrigin(request.headers, own, credential !== undefined)
      if (credential === undefined) {
        if (isPublic) return done()
        throw unauthenticated()
      }
      const found = needs.authenticate(credential.token, { address: addressOf(request), now: needs.clock() })
      if (found instanceof Promise) return settle(found, request, isPublic, done)
      accept(request, found, isPublic)
      done()
    } catch (error) {
      done(error as Error)
    }
  }
}

/** Public operations take a credential into account when it is good (an invitation opened by someone signed in). */
function tolerated(request: FastifyRequest, cookie: string): Credential | undefined {
  try {
    return credentialOf(request.headers, cookie)
  } catch {
    return undefined
  }
}

function settle(
  found: Promise<Caller | undefined>,
  request: FastifyRequest,
  isPublic: boolean,
  done: (error?: Error) => void,
): void {
  found
    .then((caller) => accept(request, caller, isPublic))
    .then(() => done(), (error: unknown) => (isPublic ? done() : done(error as Error)))
    // Only a fault in what `done` runs arrives here; Fastify answers those itself.
    .catch(() => undefined)
}

function accept(request: FastifyRequest, caller: Caller | undefined, isPublic: boolean): void {
  if (caller === undefined && !isPublic) throw unauthenticated('the session or token is not valid: it ended, or never was')
  request.caller = caller
}
