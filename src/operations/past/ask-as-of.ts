/**
 * The way of a question that may be about the past: facts and dates are of then; who may ask, and what they may see, is
 * judged as they are today. Without a time it is an ordinary question, which waits for nothing.
 */
import { type Input, OPERATIONS, type OperationName, type Unparsed } from '../../contract/table.ts'
import { instant } from '../answers/instants.ts'
import { type AnyInput, authorize } from '../authorize.ts'
import type { Call, Result } from '../call.ts'
import type { Deps } from '../deps.ts'
import { Refused } from '../refused.ts'
import { enter, enterNow, type Scene, sceneOf } from '../scene.ts'
import { momentOf, pastAt } from './moment.ts'

export async function askAsOf<N extends OperationName>(
  deps: Deps,
  name: N,
  input: Input<N>,
  call: Call,
  answer: (scene: Scene) => Unparsed<N>,
): Promise<Result<N>> {
  const request = input as AnyInput
  const { living, caller } = await enter(deps, String(request.params.organization), call)
  const authorized = (): Scene => {
    const scene = sceneOf(living, caller, call)
    authorize(scene, OPERATIONS[name], request)
    return scene
  }
  const moment = momentOf(request)
  let scene = authorized()
  if (moment !== undefined) {
    const past = await pastAt(deps, living, moment)
    const today = authorized()
    scene = { ...today, snapshot: past.snapshot, now: past.at, today }
  }
  return { answer: answer(scene), revision: living.revision }
}

/**
 * A question about now, answered at once.
 * @returns `undefined` where something has to be waited for (the past, a revision, an organization that is not in memory)
 *   or refused, which `askAsOf` does, and whoever calls it notes
 */
export function askNow<N extends OperationName>(
  deps: Deps,
  name: N,
  input: Input<N>,
  call: Call,
  answer: (scene: Scene) => Unparsed<N>,
): Result<N> | undefined {
  const request = input as AnyInput
  if (request.body?.at !== undefined || request.body?.revision !== undefined) return undefined
  const entered = enterNow(deps, String(request.params.organization), call)
  if (entered === undefined) return undefined
  const { living, caller } = entered
  try {
    const scene = sceneOf(living, caller, call)
    authorize(scene, OPERATIONS[name], request)
    return { answer: answer(scene), revision: living.revision }
  } catch (error) {
    if (error instanceof Refused) return undefined
    throw error
  }
}

/** Says of which time an answer is, where it is not now. */
export function asOf({ today, now }: Scene): { at?: string } {
  return today === undefined ? {} : { at: instant(now) }
}
