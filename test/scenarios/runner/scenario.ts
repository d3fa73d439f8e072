/** A scenario as it stands in a file: what is given, what is asked or done, what comes of it, and why. */
import { parse } from 'yaml'
import { z } from 'zod'
import { CODES, type Code } from '../../../src/core/index.ts'
import { applyingOf } from './applying.ts'
import { requestOf } from './command-line.ts'
import { type Given, givenShape } from './given.ts'
import { type Review, reviewOf } from './review.ts'
import { offset } from './times.ts'

export type Asked = {
  readonly who: string
  readonly permission: string
  readonly scope: string
  /** Milliseconds from now: when it is asked. */
  readonly at: number
  /** Milliseconds from now: the time it is asked about, where that is not when it is asked. */
  readonly asOf?: number
  readonly answer: 'ALLOWED' | Code
  /** The codes of the gates that fail after the first: all of them. */
  readonly second: readonly string[]
  readonly gates?: string
  readonly because?: string
}

/** A question with a list for an answer. */
export type Reviewed = { readonly ask: string; readonly review: Review; readonly answer: readonly string[] }

/** A command line that ada gave, its impact accepted. */
export type Past = {
  readonly line: string
  /** Milliseconds from now. */
  readonly at: number
}

export type Outcome =
  | { readonly code: 'done' }
  | { readonly code: Code; readonly gained?: number; readonly lost?: number }

export type Done = {
  /** Command lines; all but the last must succeed. */
  readonly run: readonly string[]
  readonly outcome: Outcome
  /** Of an escalation: `key @scope`, or how many. */
  readonly missing?: readonly string[] | number
  readonly because?: string
  /** What comes of the same command once its impact is accepted. */
  readonly accepted?: Outcome
}

export type Scenario = {
  readonly name: string
  readonly file: string
  readonly given: Given
  /** Who asks and acts. */
  readonly as: string
  /** What happened before now, oldest first. */
  readonly past: readonly Past[]
  readonly done?: Done
  readonly asked: readonly Asked[]
  readonly reviewed: readonly Reviewed[]
}

const textOrTexts = z.union([z.string().transform((one) => [one]), z.array(z.string())])
const question = {
  ask: z.string(),
  answer: z.union([z.string(), z.array(z.string())]),
  second: textOrTexts.default([]),
  gates: z.string().optional(),
  because: z.string().optional(),
}

const shape = z.strictObject({
  scenario: z.string().min(1),
  statements: z.array(z.string()).optional(),
  given: givenShape.prefault({}),
  as: z.string().default('ada'),
  ...z.object(question).partial({ ask: true, answer: true }).shape,
  past: z.array(z.string()).default([]),
  when: textOrTexts.optional(),
  // oxlint-disable-next-line unicorn/no-thenable -- the scenarios' own word; nothing awaits it
  then: z.string().optional(),
  missing: z.union([z.array(z.string()), z.number().int()]).optional(),
  accepted: z.string().optional(),
  and: z.array(z.strictObject(question)).default([]),
})
type Written = z.output<typeof shape>

/** @throws naming the file and the scenario, and what is wrong with it */
export function readScenarios(file: string, text: string): Scenario[] {
  const content: unknown = parse(text)
  if (!Array.isArray(content)) throw new Error(`${file}: it is not a list of scenarios`)
  return content.map((one: unknown, at) => {
    const name = (one as { scenario?: unknown } | null)?.scenario
    const where = `${file}: scenario ${typeof name === 'string' ? `\`${name}\`` : at + 1}`
    const read = shape.safeParse(one)
    if (!read.success) throw new Error(`${where}: ${z.prettifyError(read.error)}`)
    try {
      return scenarioOf(file, read.data)
    } catch (error) {
      throw new Error(`${where}: ${(error as Error).message}`, { cause: error })
    }
  })
}

function scenarioOf(file: string, written: Written): Scenario {
  const { scenario: name, given, as, ask, answer, when, then, and } = written
  if ((ask === undefined) === (when === undefined)) throw new Error('it has one of `ask` and `when`')
  if ((ask === undefined) !== (answer === undefined)) throw new Error('`ask` and `answer` go together')
  if ((when === undefined) !== (then === undefined)) throw new Error('`when` and `then` go together')
  const done = when && then !== undefined ? doneOf(written, when, then) : undefined
  const first = ask === undefined || answer === undefined ? [] : [{ ...written, ask, answer }]
  const questions = [...first, ...and]
  const isReview = (one: Question): boolean => reviewOf(one.ask) !== undefined
  if (first.some((one) => !isReview(one) && one.because === undefined))
    throw new Error('an `ask` needs a `because`')
  return {
    name,
    file,
    given,
    as,
    past: pastOf(written.past),
    ...(done && { done }),
    asked: questions.filter((one) => !isReview(one)).map((one) => askedOf(one)),
    reviewed: questions.filter(isReview).map((one) => reviewedOf(one)),
  }
}

function doneOf({ missing, because, accepted }: Written, run: readonly string[], then: string): Done {
  const outcome = outcomeOf(then)
  for (const line of run) {
    if (applyingOf(line) === undefined) requestOf(line.replaceAll(/<[^>]+>/g, 'asg_given'), 0)
  }
  if ((outcome.code === 'ESCALATION') !== (missing !== undefined)) {
    throw new Error('`missing` belongs to `refused ESCALATION`, and it to `missing`')
  }
  return {
    run,
    outcome,
    ...(missing !== undefined && { missing }),
    ...(because !== undefined && { because }),
    ...(accepted !== undefined && { accepted: outcomeOf(accepted) }),
  }
}

/** `-3d: role grant alex@example.com deployer`, each later than the one before. */
function pastOf(lines: readonly string[]): Past[] {
  const past = lines.map((text) => {
    const [, time, line] = /^(-\S+): (.+)$/.exec(text) ?? []
    if (line === undefined) throw new Error(`\`${text}\` is not of the past: write \`-3d: user block …\``)
    const at = offset(time!)
    requestOf(line.replaceAll(/<[^>]+>/g, 'asg_given'), at)
    return { line, at }
  })
  if (past.some(({ at }, n) => n > 0 && at <= past[n - 1]!.at)) throw new Error('the past is told in order')
  return past
}

function reviewedOf({ ask, answer, because, gates, second }: Question): Reviewed {
  if (typeof answer === 'string') throw new Error(`\`${ask}\` is answered by a list`)
  if (because !== undefined || gates !== undefined || second.length > 0)
    throw new Error(`the answer of \`${ask}\` says all of it`)
  return { ask, review: reviewOf(ask)!, answer }
}

type Question = Pick<Written, 'second' | 'gates' | 'because'> & {
  readonly ask: string
  readonly answer: string | readonly string[]
}

function askedOf({ ask, answer, second, gates, because }: Question): Asked {
  const [whole, who, permission, scope, at, asOf] =
    /^(\S+) (\S+) @(\S+)(?: at (\S+)| as of (\S+))?$/.exec(ask) ?? []
  if (whole === undefined) throw new Error(`\`${ask}\` asks nothing: write \`alex project.read @billing\``)
  if (typeof answer !== 'string') throw new Error(`\`${ask}\` is answered by one line`)
  const code = answer === 'allow' ? 'ALLOWED' : codeIn(/^deny (\w+)$/.exec(answer)?.[1], answer)
  return {
    who: who!,
    permission: permission!,
    scope: scope!,
    at: at === undefined ? 0 : offset(at),
    ...(asOf !== undefined && { asOf: offset(asOf) }),
    answer: code,
    second: second.map((one) => codeIn(one, one)),
    ...(gates !== undefined && { gates }),
    ...(because !== undefined && { because }),
  }
}

function outcomeOf(text: string): Outcome {
  if (text === 'done') return { code: 'done' }
  const [, code, gained, lost] = /^refused (\w+)(?: \+(\d+) [−-](\d+))?$/.exec(text) ?? []
  const refused = codeIn(code, text)
  return gained === undefined
    ? { code: refused }
    : { code: refused, gained: Number(gained), lost: Number(lost) }
}

function codeIn(code: string | undefined, text: string): Code {
  if (code !== undefined && code in CODES) return code as Code
  throw new Error(`\`${text}\` names no code`)
}
