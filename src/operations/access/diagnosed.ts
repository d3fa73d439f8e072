/** The answer of a diagnosis on one scene: what the core found, in the words and the shape of the contract. */
import { shellLine } from '../../contract/shell-words.ts'
import type { Unparsed } from '../../contract/table.ts'
import { type DiagnosisFacts, diagnose, type Goal, type NextStep } from '../../core/index.ts'
import { pathAnswer } from '../answers/scopes.ts'
import { emailOf } from '../answers/users.ts'
import { asOf } from '../past/ask-as-of.ts'
import { idOf } from '../resolve.ts'
import { revisionOf, type Scene } from '../scene.ts'
import { sha256 } from '../sha256.ts'
import { explanationAnswer, namesFor } from './explanation.ts'
import { goalOf } from './goal.ts'
import { readerOf } from './reader.ts'
import { remediesAnswer } from './remedies-answer.ts'

type Asked = { readonly body: { readonly principal: string; readonly goal?: Goals } }
type Goals = Parameters<typeof goalOf>[1]
type Answer = Unparsed<'diagnoseAccess'>

/** @param scene of now, or of a moment in the past */
export function diagnosed(scene: Scene, { body }: Asked, facts: DiagnosisFacts): Answer {
  const { principal: asked } = body
  const principal = idOf(scene, asked) ?? asked
  const goal = goalOf(scene, body.goal)
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
  const email = emailOf(scene, principal)
  return {
    principal,
    ...(email !== '' && { email }),
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
