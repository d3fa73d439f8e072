/** The third door: the command line, with the lines of the scenarios literally, and what it prints read back. */
import { NOW } from '../../core/support/house.ts'
import { type DecisionAnswer, evidenceIn } from './answers.ts'
import { wordsOf } from './command-line.ts'
import type { Door, OpenDoor, Ran } from './door.ts'
import type { Evidence } from './evidence.ts'
import { type Install, instantText, lineHere, type Place } from './install.ts'
import { acceptingCommand, refusalPrinted } from './printed.ts'
import type { Review } from './review.ts'
import { reviewedLines } from './reviewed.ts'
import type { Asked } from './scenario.ts'

type Printed = { readonly exit: number; readonly out: string; readonly err: string }

/** Runs `compartment` with these words and settings. */
export type Compartment = (
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  now: Date,
) => Promise<Printed>

export function openCli(install: Install, compartment: Compartment): OpenDoor {
  return async (given) => new CliDoor(install, await install.place(given), compartment)
}

class CliDoor implements Door {
  readonly #install: Install
  readonly #place: Place
  readonly #compartment: Compartment
  /** The command that a refusal printed, to be typed as it stands. */
  #accepting: readonly string[] | undefined
  /** When it was refused. */
  #refusedAt = 0

  constructor(install: Install, place: Place, compartment: Compartment) {
    this.#install = install
    this.#place = place
    this.#compartment = compartment
  }

  async ask({ who, permission, scope, at, asOf }: Asked, as: string): Promise<Evidence> {
    this.#install.at = at
    const question = [this.#email(who), permission, '--at', scope, ...timeWords('--at-time', asOf)]
    const explained = await this.#type(['access', 'explain', ...question, '--output', 'json'], as)
    if (explained.out === '') throw new Error(`nothing was answered: ${explained.err}`)
    const answer = JSON.parse(explained.out) as DecisionAnswer
    const checked = await this.#type(['access', 'check', ...question], as)
    const exits = [explained.exit, checked.exit]
    if (exits.some((exit) => exit !== (answer.allowed ? 0 : 2))) {
      throw new Error(`the answer is ${answer.code}, but the exit codes are ${exits.join(' and ')}`)
    }
    if (!answer.allowed && !checked.out.includes(`(${answer.code})`)) {
      throw new Error(`the answer is ${answer.code}, but check printed: ${checked.out}`)
    }
    return evidenceIn(answer)
  }

  async review(review: Review, as: string): Promise<readonly string[]> {
    this.#install.at = 0
    const verb = review.kind === 'remedies' ? 'diagnose' : review.kind
    const words = ['access', verb, ...this.#wordsOf(review), '--output', 'json']
    const { out, err, exit } = await this.#type(words, as)
    if (out === '') throw new Error(`nothing was answered: ${err}`)
    const { assignments } = this.#place.situation
    const lines = reviewedLines(review.kind, JSON.parse(out), { as, assignments })
    if (exit !== exitFor(review.kind, lines)) throw new Error(`exit code ${exit}`)
    return lines
  }

  #wordsOf(review: Review): readonly string[] {
    switch (review.kind) {
      case 'history': {
        const { who, permission, scope, since } = review
        return [this.#email(who), permission, '--at', scope, ...timeWords('--since', since)]
      }
      case 'lint':
        return []
      case 'who':
        return [review.permission, '--at', review.scope, ...timeWords('--at-time', review.asOf)]
      case 'what': {
        const place = review.scope === undefined ? [] : ['--at', review.scope]
        return [this.#email(review.who), ...place, ...timeWords('--at-time', review.asOf)]
      }
      case 'remedies':
      case 'diagnose': {
        const { who, permission, scope, feature } = review
        const asOf = 'asOf' in review ? review.asOf : undefined
        const goal = permission === undefined ? [] : ['--do', permission, '--at', scope!]
        const gate = feature === undefined ? [] : ['--feature', feature]
        return [this.#email(who), ...goal, ...gate, ...timeWords('--at-time', asOf)]
      }
      case 'grantors':
        return [...(review.role ? ['--role', review.role] : [review.permission!]), '--at', review.scope]
    }
  }

  #email(who: string): string {
    return `${who}@${this.#place.organization}.example.com`
  }

  async run(line: string, as: string, at = 0): Promise<Ran> {
    this.#install.at = at
    this.#refusedAt = at
    return this.#read(await this.#type(wordsOf(lineHere(line, this.#place)), as, at))
  }

  async accept(as: string): Promise<Ran> {
    if (this.#accepting === undefined) throw new Error('no command was printed that accepts the impact')
    return this.#read(await this.#type(this.#accepting, as, this.#refusedAt))
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #read({ exit, err }: Printed): Ran {
    if (exit === 0) return { code: 'done' }
    this.#accepting = acceptingCommand(err)
    return refusalPrinted(exit, err)
  }

  async #type(words: readonly string[], as: string, at = 0): Promise<Printed> {
    const { url, tokens } = this.#place
    const env = { COMPARTMENT_API_URL: url, COMPARTMENT_TOKEN: tokens.get(as)! }
    return this.#compartment([...words, '--organization', this.#place.organization], env, new Date(NOW + at))
  }
}

/** Findings, and whatever is in somebody's way, are a 2; what cannot be told is a 3. */
function exitFor(kind: Review['kind'], lines: readonly string[]): number {
  if (kind === 'lint') return lines.length > 0 ? 2 : 0
  // Remedies are for whoever is blocked.
  if (kind === 'remedies') return lines.length > 0 ? 2 : 0
  if (kind !== 'diagnose') return 0
  return { allowed: 0, blocked: 2 }[lines[0]!.split(' ')[0]!] ?? 3
}

function timeWords(option: string, offset: number | undefined): string[] {
  return offset === undefined ? [] : [option, instantText(offset)]
}
