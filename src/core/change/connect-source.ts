/**
 * `source connect git`: binds a repository and makes the automation account that acts for it, in one change. What the
 * account may do, the connector must hold too (G1).
 */
import type { Event } from '../catalogue/events.ts'
import { isBranchName, readRepositoryUrl, type Source } from '../model/source.ts'
import type { Snapshot } from '../snapshot/snapshot.ts'
import type { Context, Outcome } from './command.ts'
import { createAutomation } from './create-automation.ts'
import { findProject, nameRefusal, noScope } from './lookup.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export type ConnectSource = {
  readonly name: string
  readonly url: string
  readonly branch: string
  /** Name or id; without one the source is bound to the organization. */
  readonly project?: string
  /** Id of the automation account, which is made in the same transaction. */
  readonly principal: string
  readonly role?: string
  readonly scope?: string
}

/** What a source may do in its project where nothing else is said: nothing of Access management counts at a project. */
const USUALLY = 'deployer'

/** @param context its `through` is the new source */
export function connectSource(snapshot: Snapshot, input: ConnectSource, context: Context): Outcome {
  const { through, now } = context
  if (through?.type !== 'source')
    return refuse('MANAGED_IDENTITY', 'an automation account is made by what owns it')
  const { name, url, branch, principal } = input
  const refusal = nameRefusal('source', name, snapshot.sources) ?? addressRefusal(url, branch)
  if (refusal !== undefined) return refusal
  const project = input.project === undefined ? undefined : findProject(snapshot, input.project)
  if (input.project !== undefined && project === undefined) return noScope(input.project, '/project')
  const given = assignmentFor(input)
  if (isRefusal(given)) return given
  const source: Source = {
    id: through.id,
    name,
    url,
    branch,
    ...(project !== undefined && { project: project.id }),
    account: principal,
    createdAt: now,
  }
  const made = createAutomation(snapshot, { principal, assignments: [given] }, context)
  const connected: Event = { type: 'source.connected', data: { source } }
  return isRefusal(made) ? made : [connected, ...made]
}

function addressRefusal(url: string, branch: string): Refusal | undefined {
  const read = readRepositoryUrl(url)
  if ('problem' in read)
    return refuse('INVALID', `this cannot be connected: ${read.problem}`, { field: '/url' })
  if (isBranchName(branch)) return undefined
  return refuse('INVALID', `\`${branch}\` cannot be a branch`, { field: '/branch' })
}

/** In the organization as a whole a deployer could also create projects: that has to be said. */
function assignmentFor({ project, role, scope }: ConnectSource): { role: string; scope: string } | Refusal {
  if (role !== undefined) return { role, scope: scope ?? project ?? 'organization' }
  if (project !== undefined) return { role: USUALLY, scope: scope ?? project }
  return refuse('INVALID', 'say what the source may do, or which project it belongs to', {
    field: '/role',
    next: 'add --project PROJECT, or --role ROLE --scope SCOPE',
  })
}
