/**
 * The diagnosis of a case as things are, and as they were when it was refused, each with everything that it was made from.
 * No other tenant is in it, whoever may ask there (F94).
 */
import type { Unparsed } from '../../contract/table.ts'
import { type DiagnosisFacts, type Goal, sliceFor } from '../../core/index.ts'
import type { KeptDenial, StoredDiagnosis } from '../../store/store.ts'
import { diagnosed } from '../access/diagnosed.ts'
import { diagnosisFacts } from '../access/diagnosis-facts.ts'
import { goalOf } from '../access/goal.ts'
import { snapshotThen } from '../access/refused-then.ts'
import { instant } from '../answers/instants.ts'
import { emailOf } from '../answers/users.ts'
import type { Deps } from '../deps.ts'
import { revisionOf, type Scene } from '../scene.ts'

type Content = Unparsed<'createBundle'>['content']
type AskedGoal = Parameters<typeof goalOf>[1]

/** @param present the scene as it is when it is called: it is called again after waiting */
export async function outcomesOf(
  deps: Deps,
  present: () => Scene,
  diagnosis: StoredDiagnosis,
  denial: KeptDenial | undefined,
): Promise<Pick<Content, 'now' | 'refused'>> {
  const { principal } = diagnosis
  const facts = await diagnosisFacts(deps, present(), principal, false)
  const factsThen = await diagnosisFacts(deps, present(), principal, true)
  const past = denial && (await snapshotThen(deps, present(), denial))
  const today = present()
  const now = outcomeOf(today, diagnosis, { ...facts, tenants: [] })
  if (past === undefined) return { now }
  const then = { ...today, snapshot: past, now: denial!.at, today }
  return { now, refused: { at: instant(denial!.at), ...outcomeOf(then, diagnosis, factsThen) } }
}

function outcomeOf(
  scene: Scene,
  { principal, goal }: StoredDiagnosis,
  facts: DiagnosisFacts,
): Content['now'] {
  const asked = { principal, goal: JSON.parse(goal) as NonNullable<AskedGoal> }
  const { verdict, code, checks } = diagnosed(scene, { body: asked }, facts)
  const wanted: Goal = goalOf(scene, asked.goal)
  const state = sliceFor(scene.snapshot, principal, wanted.kind === 'permission' ? wanted.scope : undefined)
  const called = emailOf(scene, principal) || (facts.email ?? principal)
  return {
    verdict,
    code,
    checks,
    revision: revisionOf(scene),
    replay: {
      now: scene.now,
      principal,
      called,
      goal: { ...wanted },
      facts: { ...facts },
      state: { ...state },
    },
  }
}
