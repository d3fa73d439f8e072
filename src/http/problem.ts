/** Problem documents (RFC 9457): what was refused, why, and what to do next, as far as this reader may know it. */
import type { Problem, ScopeAnswer } from '../contract/shapes/answer.ts'
import { CODES } from '../core/index.ts'
import type { Refused } from '../operations/refused.ts'
import { newReference } from './reference.ts'

/**
 * A 404 in place of another status says that the reader may not know that the thing exists: then it says nothing else,
 * whatever the refusal carried.
 */
export function problemOf({ refusal, more }: Refused): Problem {
  const own = CODES[refusal.code].status
  const status = more.status ?? own
  const hidden = status === 404 && own !== 404
  const code = hidden ? 'NOT_FOUND' : refusal.code
  const about = {
    // Where every code is described, on this server (relative references are allowed, RFC 9457 section 3.1.1).
    type: `/docs/errors#${code}`,
    title: CODES[code].operator,
    status,
    code,
    detail: hidden ? CODES.NOT_FOUND.operator : refusal.detail,
    reference: newReference(status),
  }
  return hidden ? about : { ...about, ...helpOf({ refusal, more }) }
}

function helpOf({ refusal, more }: Pick<Refused, 'refusal' | 'more'>): Partial<Problem> {
  const errors =
    more.errors ?? (refusal.field === undefined ? undefined : [fieldError(refusal.field, refusal.detail)])
  return {
    ...(refusal.next !== undefined && { next: refusal.next }),
    ...(more.requiredPermission !== undefined && { required_permission: more.requiredPermission }),
    ...(more.scope !== undefined && { scope: scopeOf(more.scope) }),
    ...(refusal.missing !== undefined && { missing: [...refusal.missing] }),
    ...(more.impact !== undefined && { impact: more.impact }),
    ...(more.expectations !== undefined && { expectations: more.expectations }),
    ...(errors !== undefined && { errors: [...errors] }),
  }
}

function fieldError(pointer: string, detail: string): { pointer: string; detail: string } {
  return { pointer, detail }
}

/** From text: `organization`, `billing`, `billing/production`. */
export function scopeOf(path: string): ScopeAnswer {
  if (path === 'organization' || path.startsWith('org_')) return { type: 'organization' }
  const [project = path, environment] = path.split('/')
  return environment === undefined
    ? { type: 'project', project }
    : { type: 'environment', project, environment }
}

/** What the outside learns of a fault inside: that there was one, and under which reference it is logged. */
export function internalProblem(): Problem {
  return {
    type: '/docs/errors#INTERNAL',
    title: CODES.INTERNAL.operator,
    status: 500,
    code: 'INTERNAL',
    detail: 'something failed inside; the server’s log has the cause under this reference',
    reference: newReference(500),
  }
}
