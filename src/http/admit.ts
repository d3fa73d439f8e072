/** Before a body is read: where the request comes from, and who sends it. */
import type { onRequestHookHandler } from 'fastify'
import type { Operation } from '../contract/operation.ts'
import type { Caller } from '../operations/call.ts'
import { addressOf } from './address.ts'
import { type Credential, credentialOf, UNKNOWN_TOKEN, unauthenticated } from './authenticate.ts'
import { cookieName } from './cookies.ts'
import type { Needs } from './door.ts'
import { checkOrigin, ownOrigins } from './origin.ts'
import type { Asked } from './request.ts'

/** For one operation. It calls back in the same turn where memory knows the caller: a check must not wait. */
export function admitting(operation: Operation, needs: Needs): onRequestHookHandler {
  const cookie = cookieName(needs.publicUrl)
  const own = ownOrigins(needs.publicUrl)
  const isPublic = 'public' in operation.access
  const changes = operation.method !== 'GET'
  return (request, _reply, done) => {
    try {
      const credential = isPublic ? tolerated(request, cookie) : credentialOf(request.headers, cookie)
      if (changes && credential?.from !== 'bearer')
        checkOrigin(request.headers, own, credential !== undefined)
      if (credential === undefined) {
        if (isPublic) return done()
        throw unauthenticated()
      }
      const found = needs.authenticate(credential.token, { address: addressOf(request), now: needs.clock() })
      if (found instanceof Promise) return void settle(found, request, isPublic, done)
      accept(request, found, isPublic)
      done()
    } catch (error) {
      done(asError(error))
    }
  }
}

/** Public operations take a credential into account when it is good (an invitation opened by someone signed in). */
function tolerated(request: Asked, cookie: string): Credential | undefined {
  try {
    return credentialOf(request.headers, cookie)
  } catch {
    return undefined
  }
}

async function settle(
  found: Promise<Caller | undefined>,
  request: Asked,
  isPublic: boolean,
  done: (error?: Error) => void,
): Promise<void> {
  let refused: Error | undefined
  try {
    accept(request, await found, isPublic)
  } catch (error) {
    if (!isPublic) refused = asError(error)
  }
  done(refused)
}

/** Whatever was thrown: `done` takes nothing for a yes. */
function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error('what was thrown is no error', { cause: thrown })
}

function accept(request: Asked, caller: Caller | undefined, isPublic: boolean): void {
  if (caller === undefined && !isPublic) throw unauthenticated(UNKNOWN_TOKEN)
  request.caller = caller
}
