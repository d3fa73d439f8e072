/** Whether somebody may ask for an operation at all: the permission that the contract declares, asked of the core. */
import type { Operation, PermissionAccess, ScopeSource } from '../../../src/contract/operation.ts'
import { OPERATIONS } from '../../../src/contract/table.ts'
import { findSource } from '../../../src/core/change/disconnect-source.ts'
import { assignmentOf, type Certificate, type Code, certify, type Snapshot } from '../../../src/core/index.ts'
import type { Request } from './command-line.ts'

/** @returns the code of the refusal, or `undefined` when they may */
export function accessProblem(
  snapshot: Snapshot,
  actor: string,
  { name, fields }: Request,
  now: number,
): Code | undefined {
  const { access }: Operation = OPERATIONS[name]
  if (!('permission' in access)) return undefined
  const asked = (access.also ?? []).filter(({ when }) => when.some((field) => field in fields))
  for (const { permission, at } of [access as Pick<PermissionAccess, 'permission' | 'at'>, ...asked]) {
    for (const scope of scopesOf(snapshot, at, fields)) {
      const problem = problemOf(certify(snapshot, actor, permission, scope, now))
      if (problem !== undefined) return problem
    }
  }
  return undefined
}

function scopesOf(snapshot: Snapshot, at: ScopeSource, fields: Request['fields']): string[] {
  switch (at) {
    case 'organization':
      return ['organization']
    case 'project':
      return [String(fields['project'])]
    case 'environment':
      return [`${String(fields['project'])}/${String(fields['environment'])}`]
    case 'body.scope':
      return [String(fields['scope'])]
    case 'body.assignments': {
      const assignments = (fields['assignments'] ?? []) as { scope: string }[]
      return [...('role' in fields ? ['organization'] : []), ...assignments.map(({ scope }) => scope)]
    }
    case 'body.project':
      return [typeof fields['project'] === 'string' ? fields['project'] : 'organization']
    case 'source': {
      const source = findSource(snapshot, String(fields['source']))
      return source === undefined ? [] : [source.project ?? 'organization']
    }
    case 'assignment': {
      const assignment = assignmentOf(snapshot, String(fields['assignment']))
      return assignment === undefined ? [] : [assignment.scope]
    }
  }
}

/** A stranger sees no organization; whoever cannot come in is told why; all others that they may not. */
function problemOf({ allowed, gates, code }: Certificate): Code | undefined {
  if (allowed) return undefined
  const first = gates.find(({ status }) => status === 'failed')
  if (first?.gate === 'account') return first.code === 'BLOCKED' ? 'BLOCKED' : 'NOT_FOUND'
  // Who only was invited knows the organization from the invitation, and from nothing else.
  if (first?.code !== undefined && INVITED.has(first.code)) return 'NOT_FOUND'
  if (first?.gate === 'signed_up' || first?.gate === 'features') return first.code
  return code === 'PROJECT_ARCHIVED' || code === 'UNKNOWN_SCOPE' ? code : 'NOT_ALLOWED'
}

const INVITED: ReadonlySet<Code> = new Set<Code>(['INVITE_PENDING', 'INVITE_EXPIRED', 'INVITE_CANCELLED'])
