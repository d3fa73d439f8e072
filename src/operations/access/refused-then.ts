/**
 * What was refused, beside the answer as things are now: what was answered word for word, the checks on the facts of then,
 * the decision as it was made, and each change since. What the reader may see is judged as it is today.
 */
import type { Unparsed } from '../../contract/table.ts'
import type { Certificate, Code, Snapshot } from '../../core/index.ts'
import { JournalGap, type KeptDenial } from '../../store/store.ts'
import { instant } from '../answers/instants.ts'
import type { Recalled } from '../denials/recall.ts'
import type { Deps } from '../deps.ts'
import { UnusableCut } from '../past/cut-states.ts'
import { pastAt } from '../past/moment.ts'
import { Refused } from '../refused.ts'
import { idOf } from '../resolve.ts'
import type { Scene } from '../scene.ts'
import { flipsSince } from './access-history.ts'
import { diagnosed } from './diagnosed.ts'
import { diagnosisFacts } from './diagnosis-facts.ts'
import { explanationAnswer } from './explanation.ts'
import { questionOf } from './question.ts'

type RefusedThen = NonNullable<Unparsed<'diagnoseAccess'>['refused']>

/** @param present the scene as it is when it is called: it is called again after waiting */
export async function refusedAnswer(
  deps: Deps,
  present: () => Scene,
  { body }: Recalled['input'],
  denial: KeptDenial,
): Promise<RefusedThen> {
  const { reference, at, status, code, detail, operation, revision, token } = denial
  const { living } = present()
  const facts = await diagnosisFacts(deps, present(), body.principal, true)
  const past = await snapshotThen(deps, present(), denial)
  const flips = await flipsAfter(deps, present(), body, denial)
  const today = present()
  const then = past && { ...today, snapshot: past, now: at, today }
  const asked = { body: { principal: body.principal, ...(body.goal !== undefined && { goal: body.goal }) } }
  const { checks } = then === undefined ? {} : diagnosed(then, asked, facts)
  return {
    reference,
    at: instant(at),
    status,
    code: code as Code,
    detail,
    ...(operation !== undefined && { operation }),
    known: denial.account !== undefined && idOf(today, denial.account) !== undefined,
    token: token !== undefined,
    ...(revision !== undefined && { revision: `${living.name}@${revision}` }),
    ...(checks !== undefined && { checks: refusedSignIn(checks, denial) }),
    ...(denial.certificate !== undefined && {
      explanation: explanationAnswer(
        then ?? today,
        JSON.parse(denial.certificate) as Certificate,
        body.principal,
      ),
    }),
    flips,
  }
}

/** How somebody signed in then is not kept; that they were refused is. */
function refusedSignIn(
  checks: NonNullable<RefusedThen['checks']>,
  { status, code, at, detail }: KeptDenial,
): NonNullable<RefusedThen['checks']> {
  if (status !== 401) return checks
  const evidence = [{ text: `Refused at ${instant(at)}: ${detail}.`, ids: [] }]
  return checks.map((check) =>
    check.id === 'sign_in' && check.status === 'unknown'
      ? { ...check, status: 'failed' as const, code: code as Code, evidence }
      : check,
  )
}

/** @returns `undefined` where the journal no longer goes back so far, or never did */
export async function snapshotThen(
  deps: Deps,
  { living }: Scene,
  { revision, at }: Pick<KeptDenial, 'revision' | 'at'>,
): Promise<Snapshot | undefined> {
  const moment = revision === undefined ? { at: instant(at) } : { revision: String(revision) }
  return unlessGone(async () => (await pastAt(deps, living, moment)).snapshot)
}

async function flipsAfter(
  deps: Deps,
  scene: Scene,
  { principal, goal }: Recalled['input']['body'],
  { at, permission }: KeptDenial,
): Promise<RefusedThen['flips']> {
  if (permission === undefined || goal?.permission === undefined || goal.scope === undefined) return []
  const question = questionOf(scene, { principal, permission: goal.permission, scope: goal.scope })
  return (await unlessGone(async () => (await flipsSince(deps, scene, question, at)).items)) ?? []
}

async function unlessGone<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refused || error instanceof JournalGap || error instanceof UnusableCut)
      return undefined
    throw error
  }
}
