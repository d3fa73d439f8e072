/**
 * `access diagnose`: what stands in somebody's way. The core judges; this gathers what only side tables know, as far as the
 * reader may be told of it, and asks no more of the store for one stranger than for another.
 */

import { shellLine } from '../../contract/shell-words.ts'
import { OPERATIONS, type Unparsed } from '../../contract/table.ts'
import { diagnose, type Goal, type NextStep, nearest, type Reader, refuse } from '../../core/index.ts'
import { pathAnswer } from '../answers/scopes.ts'
import { authorize } from '../authorize.ts'
import type { Input, UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import { asOf } from '../past/ask-as-of.ts'
import { momentOf, pastAt } from '../past/moment.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import { enter, revisionOf, type Scene, sceneOf } from '../scene.ts'
import { isOwn, may } from '../visible.ts'
import { diagnosisFacts } from './diagnosis-facts.ts'
import { explanationAnswer, namesFor } from './explanation.ts'
import { placeOf } from './question.ts'
import { requirePermission } from './require-permission.ts'

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
    if (moment === undefined) goalOf(before, input)
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
  const goal = goalOf(scene, input)
  const { certificate, second, next, checks, ...diagnosis } = diagnose({
    snapshot: scene.snapshot,
    principal,
    goal,
    facts,
    reader: readerOf(scene, principal),
    names: namesFor(scene, principal, facts.email ?? asked),
    now: scene.now,
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
    revision: revisionOf(scene),
    ...asOf(scene),
    ...(certificate !== undefined && { explanation: explanationAnswer(scene, certificate, asked) }),
  }
}

/** @throws Refused INVALID for a permission or feature that there is not */
function goalOf(scene: Scene, { body: { goal = {} } }: Input<'diagnoseAccess'>): Goal {
  const { snapshot } = scene
  if (goal.permission !== undefined && goal.scope !== undefined) {
    const permission = requirePermission(scene, goal.permission, '/goal/permission')
    const { text, number, scope } = placeOf(scene, goal.scope, '/goal/scope')
    const shown = number === undefined ? text.trim() : snapshot.scopes.at(number).path
    return { kind: 'permission', permission, scope, shown }
  }
  if (goal.feature === undefined) return { kind: 'sign_in' }
  return { kind: 'feature', feature: requireFeature(scene, goal.feature) }
}

function requireFeature({ snapshot: { vocabulary } }: Scene, asked: string): string {
  const keys = vocabulary.features.map(({ key }) => key)
  if (keys.includes(asked)) return asked
  const [suggestion] = nearest(asked, keys)
  const hint = suggestion === undefined ? '' : `: did you mean \`${suggestion}\`?`
  const told = { field: '/goal/feature', next: 'compartment feature list' }
  throw new Refused(refuse('INVALID', `no feature \`${asked}\`${hint}`, told))
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

/** Evidence is told as far as the reader's own permissions reach; one's own access is shown whole. */
function readerOf(scene: Scene, principal: string): Reader {
  const own = isOwn(scene, principal)
  return {
    roles: own || may(scene, 'organization.role.read'),
    groups: own || may(scene, 'organization.group.read'),
    attempts: own || may(scene, 'organization.audit.read'),
    may: (permission, scope) => may(scene, permission, scope),
  }
}

/** What helped then may do something else now: of the past no command is told. */
function stepAnswer({ today }: Scene, { text, commands }: NextStep): Answer['next'] {
  if (today !== undefined) return { text: `As of then: ${text}` }
  if (commands.length === 0) return { text }
  return { text, command: commands.map((words) => shellLine(['compartment', ...words])).join(' && ') }
}
