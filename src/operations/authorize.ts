/**
 * May the caller do this? Asked of the same engine as every other question, for the permission that the contract
 * declares, at the scope that the request names.
 */

import type { Operation, ScopeSource } from '../contract/operation.ts'
import type { ScopeInput } from '../contract/shapes/request.ts'
import { type DecisionCode, decideWithin, reaches, refuse } from '../core/index.ts'
import { isOwnBusiness } from './own-business.ts'
import { Refused } from './refused.ts'
import { requireAssignment, requireProject, requireScope } from './resolve.ts'
import { boundTo, requireSource } from './resolve-source.ts'
import type { Scene } from './scene.ts'

/** A validated request, whatever the operation. */
export type AnyInput = {
  readonly params: Readonly<Record<string, unknown>>
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: Readonly<Record<string, unknown>> | undefined
}

/** @throws Refused 403, or 404 where the caller may not know that what the request names exists */
export function authorize(scene: Scene, { access }: Pick<Operation, 'access'>, input: AnyInput): void {
  if (!('permission' in access)) return
  if (!isOwnBusiness(scene, access.orSelf, input))
    demand(scene, access.permission, scopesOf(scene, access.at, input))
  else if (scene.caller.reach !== undefined)
    demandReach(scene, access.permission, scopesOf(scene, access.at, input))
  for (const { when, permission, at } of access.also ?? []) {
    const asked = when.some((field) => isAsked(input.body?.[field]))
    if (asked) demand(scene, permission, scopesOf(scene, at, input))
  }
}

function isAsked(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** Ids of the scopes, each of which the caller may know. */
function scopesOf(scene: Scene, source: ScopeSource, { params, body }: AnyInput): string[] {
  const organization = scene.snapshot.organization.id
  switch (source) {
    case 'organization':
      return [organization]
    case 'project':
      return [requireProject(scene, String(params.project)).id]
    case 'environment': {
      const { name } = requireProject(scene, String(params.project))
      return [requireScope(scene, `${name}/${String(params.environment)}`, '/environment')]
    }
    case 'body.scope':
      return [requireScope(scene, body?.scope as ScopeInput)]
    case 'body.assignments': {
      const assignments = (body?.assignments ?? []) as readonly { scope: ScopeInput }[]
      const scopes = assignments.map(({ scope }, at) =>
        requireScope(scene, scope, `/assignments/${at}/scope`),
      )
      return body?.role === undefined ? scopes : [organization, ...scopes]
    }
    case 'assignment':
      return [requireAssignment(scene, String(params.assignment)).scope]
    case 'body.project':
      return [typeof body?.project === 'string' ? requireProject(scene, body.project).id : organization]
    case 'source':
      return [boundTo(scene, requireSource(scene, String(params.source)))]
  }
}

/** What a door should say in place of "you may not": it is not the caller's role that is missing. */
const SPEAKS_FOR_ITSELF: ReadonlySet<DecisionCode> = new Set<DecisionCode>([
  'PROJECT_ARCHIVED',
  'FLAG_OFF',
  'NO_BETA_ACCESS',
  'TIER_TOO_LOW',
])

/** @throws Refused where the caller may not, at one of the scopes, by id */
export function demand(
  { snapshot, caller, now }: Scene,
  permission: string,
  scopes: readonly string[],
): void {
  for (const id of scopes) {
    const { allowed, code } = decideWithin(snapshot, caller, permission, id, now)
    if (allowed) continue
    const scope = snapshot.scopes.at(snapshot.scopes.find(id)!).path
    if (code === 'TOKEN_SCOPE') throw tooFar(permission, scope)
    const detail = `you may not do this: it takes \`${permission}\` at \`${scope}\``
    const told = SPEAKS_FOR_ITSELF.has(code) ? code : 'NOT_ALLOWED'
    throw new Refused(refuse(told, detail), { requiredPermission: permission, scope })
  }
}

/** One's own business is no token's: it takes as much reach as asking about others does (TOK-05). */
function demandReach({ snapshot, caller }: Scene, permission: string, scopes: readonly string[]): void {
  for (const id of scopes) {
    if (caller.reach === undefined || reaches(snapshot, caller.reach, permission, id)) continue
    throw tooFar(permission, snapshot.scopes.at(snapshot.scopes.find(id)!).path)
  }
}

function tooFar(permission: string, scope: string): Refused {
  const detail = `this token does not reach this: it takes \`${permission}\` at \`${scope}\``
  const next = 'create one that does: compartment token create NAME --grant ROLE@SCOPE'
  return new Refused(refuse('TOKEN_SCOPE', detail, { next }), { requiredPermission: permission, scope })
}
