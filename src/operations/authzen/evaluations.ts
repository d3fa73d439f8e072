/** AuthZEN access evaluations: all of them in their order, or up to the first that settles it. */
import { type Evaluation, evaluation } from '../../contract/shapes/authzen.ts'
import type { Input } from '../../contract/table.ts'
import { ask } from '../ask.ts'
import type { UseCase } from '../call.ts'
import type { Deps } from '../deps.ts'
import type { Scene } from '../scene.ts'
import { type Decided, decided } from './decided.ts'

type Body = Input<'authzenEvaluations'>['body']

/** The decision after which no more are made. */
const LAST = { execute_all: undefined, deny_on_first_deny: false, permit_on_first_permit: true } as const

export function authzenEvaluations(deps: Deps): UseCase<'authzenEvaluations'> {
  return (input, call) =>
    ask(deps, 'authzenEvaluations', input, call, (scene) => {
      const { evaluations = [], options, ...defaults } = input.body
      // The contract has made sure that the three are there.
      if (evaluations.length === 0) return decided(scene, defaults as Evaluation)
      const last = LAST[options?.evaluations_semantic ?? 'execute_all']
      const made: Decided[] = []
      for (const one of evaluations) {
        const next = decidedAlone(scene, { ...defaults, ...one })
        made.push(next)
        if (next.decision === last) break
      }
      return { evaluations: made }
    })
}

/** One that cannot be read is denied, and says why; the others are none the worse. */
function decidedAlone(scene: Scene, asked: Omit<Body, 'evaluations' | 'options'>): Decided {
  const read = evaluation.safeParse(asked)
  if (read.success) return decided(scene, read.data)
  const { path, message } = read.error.issues[0]!
  const error = { status: 400, message: `\`${path.join('.')}\`: ${message}` }
  return { decision: false, context: { code: 'INVALID', error } }
}
