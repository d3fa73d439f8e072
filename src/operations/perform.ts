/**
 * The only runner of changes: authorize → decide → guard → commit → publish. Every use case that changes an
 * organization says here which command it is and what it answers; nothing else writes.
 */
import { createHash } from 'node:crypto'
import {
  type Command,
  type Context,
  type Event,
  isRefusal,
  type Owner,
  type Proposal,
  propose,
  type Refusal,
} from '../core/index.ts'
import type { Operation } from '../contract/operation.ts'
import { type Input, OPERATIONS, type OperationName, type Unparsed } from '../contract/table.ts'
import type { DirectoryEntry, JournalActor, Write } from '../store/store.ts'
import { previewAnswer } from './answers/impact.ts'
import { type AnyInput, authorize } from './authorize.ts'
import type { Call, Caller, Result } from './call.ts'
import { type Attempt, commitInTurn } from './commit.ts'
import type { Deps } from './deps.ts'
import { Refused } from './refused.ts'
import { enter, type Scene, sceneOf } from './scene.ts'
import { assertDeclared } from './writes.ts'

/** What a use case wants done, worked out on the scene as it is at that attempt. */
export type Plan<I> = {
  readonly command: Command<I>
  readonly input: I
  /** Set by what owns an automation account. */
  readonly through?: Owner
  /** Refuses by throwing; sees what the change would make. */
  readonly check?: (proposal: Proposal) => void
  /** Side tables, in the same transaction. */
  readonly extra?: (events: readonly Event[]) => readonly Write[] | Promise<readonly Write[]>
  readonly known?: readonly DirectoryEntry[]
}


export async function perform<N extends OperationName, I>(
  deps: Deps,
  name: N,
  input: Input<N>,
  call: Call,
  plan: (scene: Scene) => Plan<I> | Promise<Plan<I>>,
  answer: (scene: Scene, events: readonly Event[]) => Unparsed<N> | Promise<Unparsed<N>>,
): Promise<Result<N>> {
  const request = input as AnyInput
  const operation = OPERATIONS[name] as Operation
  const entered = await enter(deps, String(request.params.organization), call)
  authorize(entered, operation, request)
  const { living, caller } = entered
  const attempt = async (): Promise<Attempt<Proposal>> => {
    const scene = sceneOf(living, caller, call)
    authorize(scene, operation, request)
    return await attemptAt(deps, name, scene, request, await plan(scene))
  }
  const proposal = await commitInTurn(deps, [living], attempt)
  const scene = sceneAfter(entered)
  if (isDryRun(request)) return { answer: previewAnswer(scene, proposal) as Unparsed<N>, revision: living.revision }
  return { answer: await answer(scene, proposal.events), revision: living.revision }
}

async function attemptAt<I>(
  deps: Deps,
  name: OperationName,
  scene: Scene,
  request: AnyInput,
  plan: Plan<I>,
): Promise<Attempt<Proposal>> {
  const { snapshot, living, caller, call, now } = scene
  const dryRun = isDryRun(request)
  const acceptImpact = request.query.accept_impact as string | undefined
  const consent = { dryRun, ...(acceptImpact !== undefined && { acceptImpact }) }
  const context = contextOf(deps, caller, now, plan.through)
  const proposal = propose(snapshot, plan.command, plan.input, context, consent)
  if (isRefusal(proposal)) throw new Refused(withPaths(scene, proposal))
  assertDeclared(name, proposal.events)
  plan.check?.(proposal)
  if (dryRun) return { parts: [], at: now, result: proposal }
  const reason = reasonOf(request)
  const part = {
    living,
    proposal,
    actor: journalActor(caller, call),
    command: (OPERATIONS[name] as Operation).command ?? name,
    ...(reason !== undefined && { reason }),
  }
  const extra = (await plan.extra?.(proposal.events)) ?? []
  return { parts: [part], at: now, extra, known: plan.known ?? [], result: proposal }
}

/** Whoever acted may have ended their own membership: the answer is still theirs. */
function sceneAfter(scene: Scene): Scene {
  return { ...scene, snapshot: scene.living.snapshot }
}

function isDryRun({ query }: AnyInput): boolean {
  return query.dry_run === true
}

/** A reason comes with the body, or with the query where there is no body. */
function reasonOf({ query, body }: AnyInput): string | undefined {
  const reason = body?.reason ?? query.reason
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}

export function contextOf(deps: Deps, caller: Caller | 'system', now: number, through?: Owner): Context {
  return {
    actor: caller === 'system' ? { type: 'system' } : { type: 'principal', id: caller.account },
    ...(through !== undefined && { through }),
    now,
    newId: deps.newId,
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
  }
}

function journalActor({ account, type, session, token }: Caller, { address }: Call): JournalActor {
  const through = session ?? token
  return { account, type, ...(through !== undefined && { session: through }), address }
}

/** Refusals name scopes as text: an id says nothing to a reader. */
function withPaths({ snapshot }: Scene, refusal: Refusal): Refusal {
  const { impact } = refusal
  if (impact === undefined) return refusal
  const path = (id: string): string => snapshot.scopes.at(snapshot.scopes.find(id)!).path
  const entries = impact.entries.map((entry) => ({ ...entry, scope: path(entry.scope) }))
  return { ...refusal, impact: { ...impact, entries } }
}
