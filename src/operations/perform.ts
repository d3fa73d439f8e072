/**
 * The only runner of changes: authorize → decide → guard → commit → publish. Every use case that changes an
 * organization says here which command it is and what it answers; nothing else writes.
 */
import type { Operation } from '../contract/operation.ts'
import { type Input, OPERATIONS, type OperationName, type Unparsed } from '../contract/table.ts'
import {
  type Command,
  type Consent,
  type Context,
  type Event,
  isRefusal,
  type Owner,
  type Proposal,
  propose,
  type Refusal,
  reasonNeeded,
  SYSTEM,
  type UnderDiagnosis,
} from '../core/index.ts'
import type { DirectoryEntry, JournalActor, Write } from '../store/store.ts'
import { actingAs } from './acting-as.ts'
import { roleAnswer } from './answers/access.ts'
import { brokenAnswer } from './answers/expectations.ts'
import { impactAnswer, previewAnswer } from './answers/impact.ts'
import { type AnyInput, authorize } from './authorize.ts'
import type { Call, Caller, Editable, Result } from './call.ts'
import { type Attempt, commitInTurn } from './commit.ts'
import type { Deps } from './deps.ts'
import { notedAsPassedOver, openAndPassedOver } from './diagnoses/while-diagnosed.ts'
import { Refused } from './refused.ts'
import { requireGroup, requireRole } from './resolve.ts'
import { enter, type Scene, sceneOf } from './scene.ts'
import { sha256 } from './sha256.ts'
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
  /** What the journal says of the change in any case; a reason that was given stands before it. */
  readonly because?: string
  /** What a diagnosis found to help passes no diagnosis over (F84). */
  readonly isRemedy?: true
}

/** What a dry run answers beside the impact. */
type Previewed = (scene: Scene, proposal: Proposal) => object

export async function perform<N extends OperationName, I>(
  deps: Deps,
  name: N,
  input: Input<N>,
  call: Call,
  plan: (scene: Scene) => Plan<I> | Promise<Plan<I>>,
  answer: (scene: Scene, events: readonly Event[]) => Unparsed<N> | Promise<Unparsed<N>>,
  previewed: Previewed = () => ({}),
): Promise<Result<N>> {
  const request = input as AnyInput
  const operation = OPERATIONS[name] as Operation
  const { living, caller } = await enter(deps, String(request.params.organization), call)
  authorize(sceneOf(living, caller, call), operation, request)
  const attempt = async (): Promise<Attempt<Proposed>> => {
    // A condition is about what is there, not about what this replica has seen of it so far.
    if (call.unchanged !== undefined) await living.catchUp()
    const scene = sceneOf(living, caller, call)
    authorize(scene, operation, request)
    if (call.unchanged !== undefined) call.unchanged(editableOf(scene, request))
    return attemptAt(deps, name, scene, request, await plan(scene))
  }
  return commitInTurn(deps, [living], attempt, async ({ proposal, known, over }) => {
    // Whoever acted may have ended their own membership: the answer is still theirs.
    const scene = { living, snapshot: living.snapshot, caller, call, now: call.now }
    const { revision } = living
    if (isDryRun(request)) {
      const needs = over.length > 0 ? { needs_reason: reasonNeeded(over).detail } : {}
      const preview = { ...previewAnswer(scene, proposal, known), ...needs, ...previewed(scene, proposal) }
      return { answer: preview as Unparsed<N>, revision }
    }
    return { answer: await answer(scene, proposal.events), revision }
  })
}

/** The role or group in the path, as it is at this attempt. */
function editableOf(scene: Scene, { params }: AnyInput): Editable {
  const { snapshot } = scene
  const { role, group } = params as { readonly role?: string; readonly group?: string }
  return role === undefined
    ? requireGroup(scene, String(group))
    : roleAnswer(snapshot, requireRole(scene, role))
}

type Proposed = {
  readonly proposal: Proposal
  readonly known: readonly DirectoryEntry[]
  /** Open diagnoses that it passes over. */
  readonly over: readonly UnderDiagnosis[]
}

async function attemptAt<I>(
  deps: Deps,
  name: OperationName,
  scene: Scene,
  request: AnyInput,
  plan: Plan<I>,
): Promise<Attempt<Proposed>> {
  const { snapshot, living, caller, call, now } = scene
  const dryRun = isDryRun(request)
  const reason = reasonOf(request)
  const consent = { dryRun, ...consentOf(request), ...(reason !== undefined && { reason }) }
  const context = contextOf(deps, caller, now, plan.through)
  const proposal = propose(snapshot, plan.command, plan.input, context, consent)
  const known = plan.known ?? []
  if (isRefusal(proposal)) throw refused(scene, proposal, known)
  assertDeclared(name, proposal.events)
  plan.check?.(proposal)
  const over = plan.isRemedy === true ? [] : await openAndPassedOver(deps, scene, proposal)
  const result = { proposal, known, over }
  if (dryRun) return { parts: [], at: now, result }
  if (over.length > 0 && reason === undefined) throw new Refused(reasonNeeded(over))
  const part = {
    living,
    proposal,
    actor: journalActor(caller, call),
    command: (OPERATIONS[name] as Operation).command ?? name,
    ...recorded(reason, plan.because),
  }
  const extra = (await plan.extra?.(proposal.events)) ?? []
  const planned = [...extra, ...notedAsPassedOver(deps, scene, over)]
  // What changes nothing may be done again.
  const mark = planned.length + proposal.events.length > 0 ? (call.mark ?? []) : []
  return { parts: [part], at: now, extra: [...planned, ...mark], known, result }
}

function isDryRun({ query }: AnyInput): boolean {
  return query.dry_run === true
}

function consentOf({ query }: AnyInput): Consent {
  const { accept_impact: acceptImpact, override_expectations: overrideExpectations } = query as Agreed
  return {
    ...(acceptImpact !== undefined && { acceptImpact }),
    ...(overrideExpectations !== undefined && { overrideExpectations }),
  }
}

type Agreed = { readonly accept_impact?: string; readonly override_expectations?: string }

/** A reason comes with the body, or with the query where there is no body. */
function reasonOf({ query, body }: AnyInput): string | undefined {
  const reason = body?.reason ?? query.reason
  return typeof reason === 'string' && reason !== '' ? reason : undefined
}

function recorded(reason: string | undefined, because: string | undefined): { reason?: string } {
  if (because === undefined) return reason === undefined ? {} : { reason }
  return { reason: reason === undefined ? because : `${reason} (${because})` }
}

export function contextOf(deps: Deps, caller: Caller | 'system', now: number, through?: Owner): Context {
  return {
    actor: caller === 'system' ? SYSTEM : actingAs(caller),
    ...(through !== undefined && { through }),
    now,
    newId: deps.newId,
    sha256,
  }
}

function journalActor({ account, type, session, token }: Caller, { address }: Call): JournalActor {
  const through = session ?? token
  return { account, type, ...(through !== undefined && { session: through }), address }
}

/** Who would gain and lose is told as far as the caller may know them. */
function refused(scene: Scene, refusal: Refusal, known: readonly DirectoryEntry[]): Refused {
  const { impact, broken } = refusal
  return new Refused(refusal, {
    ...(impact !== undefined && { impact: impactAnswer(scene, impact, known) }),
    ...(broken !== undefined && { expectations: brokenAnswer(scene, broken) }),
  })
}
