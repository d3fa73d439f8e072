/**
 * Keeps a diagnosis that somebody made of somebody else: who asked, about whom, and what was found. The same question of the
 * same person goes on in the one that is there; where nothing stands in the way any more it closes. Others read it too, so
 * it is kept as it is told to somebody who may ask in no other tenant (F13).
 */
import type { Unparsed } from '../../contract/table.ts'
import {
  listStoredDiagnoses,
  putDiagnosis,
  type RecordedCheck,
  type StoredDiagnosis,
  type Write,
} from '../../store/store.ts'
import { activity, actorOf } from '../activity/record.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { accountIn } from './diagnosis-answer.ts'
import { goesOn, isOpen } from './life.ts'

type Answer = Pick<
  Unparsed<'diagnoseAccess'>,
  'principal' | 'goal' | 'verdict' | 'code' | 'checks' | 'revision'
>

/** The newest of a person that are looked at; more than a few goals are rare. */
const MOST = 200

/** @param answer without other tenants @returns its id; `undefined` where nothing is kept: of oneself, and of the past */
export async function keepDiagnosis(
  deps: Deps,
  scene: Scene,
  answer: Answer,
  denial: string | undefined,
): Promise<string | undefined> {
  const { caller, today } = scene
  if (today !== undefined || answer.principal === caller.account) return undefined
  const { store, logger } = deps
  try {
    const before = await earlier(deps, scene, answer)
    const one = kept(deps, scene, answer, before, denial)
    const { outcome } = await store.write([
      ...putDiagnosis(store.build, one),
      ...told(deps, scene, before, one),
    ])
    if (outcome === 'committed') return one.id
    logger.error({ outcome }, 'cannot keep a diagnosis')
  } catch (err) {
    // What was found is told all the same.
    logger.error({ err }, 'cannot keep a diagnosis')
  }
  return undefined
}

/** That it opened, or closed by itself; one that found nothing was never open. */
function told(
  deps: Deps,
  scene: Scene,
  before: StoredDiagnosis | undefined,
  one: StoredDiagnosis,
): readonly Write[] {
  const { living, call, now } = scene
  const isNew = before === undefined && one.closedAt === undefined
  const ends = before !== undefined && before.closedAt === undefined && one.closedAt !== undefined
  if (!isNew && !ends) return []
  return activity(deps, {
    type: isNew ? 'diagnosis.opened' : 'diagnosis.closed',
    organization: living.id,
    actor: actorOf(call),
    at: now,
    data: { diagnosis: one.id, account: accountIn(scene, one), code: one.code },
  })
}

/** One that found nothing goes on as long as nothing is found. */
async function earlier(
  { store }: Deps,
  { living, now }: Scene,
  { principal, goal, verdict }: Answer,
): Promise<StoredDiagnosis | undefined> {
  const filter = { principals: [principal], limit: MOST }
  const all = await listStoredDiagnoses(store, living.id, filter)
  const same = all.find((one) => one.goal === goalText(goal) && goesOn(one, now))
  return same !== undefined && (isOpen(same, now) || verdict === 'allowed') ? same : undefined
}

function kept(
  { newId }: Deps,
  { living, caller, now, snapshot }: Scene,
  { principal, goal, verdict, checks, ...answer }: Answer,
  before: StoredDiagnosis | undefined,
  denial: string | undefined,
): StoredDiagnosis {
  const began = denial ?? before?.denial
  return {
    organization: living.id,
    id: before?.id ?? newId('dia'),
    principal,
    goal: goalText(goal),
    verdict,
    code: answer.code,
    checks: checks.map((check) => recorded(check, before)),
    revision: snapshot.revision,
    ...(began !== undefined && { denial: began }),
    openedAt: before?.openedAt ?? now,
    openedBy: before?.openedBy ?? caller.account,
    lookedAt: now,
    lookedBy: caller.account,
    ...(verdict === 'allowed' && { closedAt: now, outcome: 'allowed' }),
  }
}

/** What somebody has recorded by hand stands as long as the engine cannot tell. */
function recorded(
  { id, status, code }: Answer['checks'][number],
  before: StoredDiagnosis | undefined,
): RecordedCheck {
  const byHand = before?.checks.find((check) => check.id === id && check.by !== undefined)
  if (status === 'unknown' && byHand !== undefined) return byHand
  return { id, status, ...(code !== undefined && { code }) }
}

/** Equal goals are equal text. */
export function goalText(goal: Answer['goal']): string {
  const plain = JSON.parse(JSON.stringify(goal)) as Record<string, unknown>
  return JSON.stringify(plain, Object.keys(plain).concat('type', 'project', 'environment').toSorted())
}
