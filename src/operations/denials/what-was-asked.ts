/**
 * What a refused request was about, as a diagnosis can ask it again: the permission, and the place as the request spells it.
 * Nothing is looked up for it, so that it says no more than was sent and answered.
 */
import type { Operation, ScopeSource } from '../../contract/operation.ts'
import { OPERATIONS, type OperationName } from '../../contract/table.ts'
import type { Denied } from './denied.ts'

export type WasAsked = { readonly permission: string; readonly scope: string }

const LONGEST = 200

/** @returns `undefined` where it was not about a permission at a place */
export function whatWasAsked({ refused, operation, params, body }: Denied): WasAsked | undefined {
  const { refusal, more } = refused
  const [lacking] = refusal.missing ?? []
  if (lacking !== undefined) return lacking
  const { requiredPermission: permission, scope } = more
  if (permission !== undefined && scope !== undefined) return { permission, scope }
  const access = operationOf(operation)?.access
  if (access === undefined) return undefined
  // What shows itself to whoever has anything there is asked for as reading it.
  const guarded = 'permission' in access ? access : ({ permission: 'project.read', at: 'project' } as const)
  const place = placeIn(guarded.at, params, body)
  return place === undefined ? undefined : { permission: guarded.permission, scope: place }
}

export function operationOf(name: string | undefined): Operation | undefined {
  return name !== undefined && Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name as OperationName] : undefined
}

function placeIn(
  source: ScopeSource,
  params: Readonly<Record<string, unknown>>,
  body: Readonly<Record<string, unknown>>,
): string | undefined {
  switch (source) {
    case 'organization':
      return 'organization'
    case 'project':
      return spelt(params['project'])
    case 'environment':
      return spelt(params['project'], params['environment'])
    case 'body.scope':
      return scopeIn(body['scope'])
    case 'body.project':
      return body['project'] === undefined ? 'organization' : spelt(body['project'])
    // Several places, or one that is named by the id of something else.
    case 'body.assignments':
    case 'assignment':
    case 'source':
      return undefined
  }
}

function scopeIn(scope: unknown): string | undefined {
  if (typeof scope !== 'object' || scope === null) return spelt(scope)
  const { type, project, environment } = scope as Readonly<Record<string, unknown>>
  if (type === 'organization') return 'organization'
  return environment === undefined ? spelt(project) : spelt(project, environment)
}

function spelt(...parts: readonly unknown[]): string | undefined {
  const isText = parts.every((part) => typeof part === 'string' && part !== '')
  const text = parts.join('/')
  return isText && text.length <= LONGEST ? text : undefined
}
