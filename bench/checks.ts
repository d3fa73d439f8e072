/** Asking ours and others the same questions, slice by slice, after every answer was compared with the oracle's. */
import { decide, type Snapshot } from '../src/core/index.ts'
import type { Contender } from './measure.ts'
import type { Questions } from './questions.ts'
import { WrongAnswer } from './row.ts'
import { NOW } from './workload.ts'

export type Ask = (principal: string, permission: string, scope: string) => boolean

/** @throws WrongAnswer at the first difference */
export function verify(name: string, ask: Ask, questions: Questions, count: number): void {
  const { principals, permissions, scopes, allowed } = questions
  for (let at = 0; at < count; at++) {
    const answer = ask(principals[at]!, permissions[at]!, scopes[at]!)
    if (answer === (allowed[at] === 1)) continue
    const question = `${principals[at]} ${permissions[at]} @${scopes[at]}`
    throw new WrongAnswer(`${name} answers ${answer} to \`${question}\`, the oracle ${!answer}`)
  }
}

/** @param span slices are taken from the first so many questions, round and round */
export function asking(ask: Ask, questions: Questions, units: number, span: number): Contender {
  const { principals, permissions, scopes } = questions
  const run = (slice: number): number => {
    const from = (slice * units) % (span - units + 1)
    let yes = 0
    for (let at = from; at < from + units; at++) {
      if (ask(principals[at]!, permissions[at]!, scopes[at]!)) yes++
    }
    return yes
  }
  return { run, units }
}

/** The same in our words; a loop of its own, as a caller would write it. */
export function deciding(snapshot: Snapshot, questions: Questions, units: number, span: number): Contender {
  const { principals, permissions, scopes } = questions
  const run = (slice: number): number => {
    const from = (slice * units) % (span - units + 1)
    let yes = 0
    for (let at = from; at < from + units; at++) {
      if (decide(snapshot, principals[at]!, permissions[at]!, scopes[at]!, NOW).allowed) yes++
    }
    return yes
  }
  return { run, units }
}
