/**
 * `access diagnose`: what stands in somebody's way. The core judges; this gathers what only side tables know, as far as the
 * reader may be told of it, and asks no more of the store for one stranger than for another.
 */

import { shellLine } from '../../contract/shell-words.ts'
import { OPERATIONS, type Unparsed } from '../../contract/table.ts'
import { diagnose, type Goal, type NextStep } from '../../core/index.ts'
import { pathAnswer } from '../answers/scopes.ts'
import { authorize } from '../authorize.ts'
import type { Input, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { asOf } from '../past/ask-as-of.ts'
import { momentOf, pastAt } from '../past/moment.ts'
import { idOf } from '../resolve.ts'
import { enter, revisionOf, type Scene, sceneOf } from '../scene.ts'
import { sha256 } from '../sha256.ts'
import { diagnosisFacts } from './diagnosis-facts.ts'
import { explanationAnswer, namesFor } from './explanation.ts'
import { goalOf } from './goal.ts'
import { readerOf } from './reader.ts'
import { remediesAnswer } from './remedies-answer.ts'

export function diagnoseAccess(deps: Deps): UseCase<'diagnoseAccess'> {
  return async (input, call) => {
    const { living, caller } = await enter(deps, input.params.organization, call)
    const authorized = (): Scene => {
      const scene = sceneOf(living, caller, call)
      authorize(scene, OPERATIONS.diagnoseAccess, input)
      return scene
    }
    const before = authorized()
    const moment = momentOf(input)
    // Refused before anything is read for it.
    if (moment === undefined) goalOf(before, input.body.goal)
    const past = moment && (await pastAt(deps, living, moment))
    const facts = await diagnosisFacts(deps, before, input.body.principal, past !== undefined)
    // After waiting the organization is looked at anew, and then in one go.
    const today = authorized()
    const scene = past === undefined ? today : { ...today, snapshot: past.snapshot, now: past.at, today }
    return { answer: answerIn(scene, input, facts), revision: living.revision }
  }
}

type Facts = Awaited<ReturnType<typeof diagnosisFacts>>
type Answer = Unparsed<'diagnoseAccess'>

function answerIn(scene: Scene, input: Input<'diagnoseAccess'>, facts: Facts): Answer {
  const { principal: asked } = input.body
  const principal = idOf(scene, asked) ?? asked
  const goal = goalOf(scene, input.body.goal)
  const { certificate, second, next, checks, remedies, more, why, ...diagnosis } = diagnose({
    snapshot: scene.snapshot,
    principal,
    goal,
    facts,
    reader: readerOf(scene, principal),
    names: namesFor(scene, principal, facts.email ?? asked),
    now: scene.now,
    sha256,
  })
  return {
    principal,
    goal: goalAnswer(goal),
    ...diagnosis,
    checks: checks.map(({ id, title, status, code, evidence }) => ({
      id,
      title,
      status,
      code,
      evidence: evidence.map(({ text, ids }) => ({ text, ids: [...ids] })),
    })),
    ...(second !== undefined && { second: { ...second, next: stepAnswer(scene, second.next) } }),
    next: stepAnswer(scene, next),
    // What helped then may do something else now.
    ...(scene.today === undefined &&
      remediesAnswer(scene, { remedies, more, ...(why !== undefined && { why }) })),
    revision: revisionOf(scene),
    ...asOf(scene),
    ...(certificate !== undefined && { explanation: explanationAnswer(scene, certificate, asked) }),
  }
}

function goalAnswer(goal: Goal): Answer['goal'] {
  switch (goal.kind) {
    case 'permission':
      return { permission: goal.permission, scope: pathAnswer(goal.shown) }
    case 'feature':
      return { feature: goal.feature }
    case 'sign_in':
      return { sign_in: true }
  }
}

/** What helped then may do something else now: of the past no command is told. */
function stepAnswer({ today }: Scene, { text, commands }: NextStep): Answer['next'] {
  if (today !== undefined) return { text: `As of then: ${text}` }
  if (commands.length === 0) return { text }
  return { text, command: commands.map((words) => shellLine(['compartment', ...words])).join(' && ') }
}
