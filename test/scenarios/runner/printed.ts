/** Reads a refusal back from what the command line prints for people. */
import { CODES, type Code, type MissingKey } from '../../../src/core/index.ts'
import { NOW } from '../../core/support/house.ts'
import { wordsOf } from './command-line.ts'
import type { Effect, Ran } from './door.ts'

/** @throws where the exit code does not say the same as the text */
export function refusalPrinted(exit: number, err: string): Ran {
  const code = /^error: [^]*?\(([A-Z_]+)(?:, reference \S+)?\)$/m.exec(err)?.[1] as Code | undefined
  if (code === undefined || !(code in CODES)) throw new Error(`exit ${exit}, and no code is printed: ${err}`)
  const denied = CODES[code].status === 403 || CODES[code].class === 'guard'
  if (exit !== (denied ? 2 : 1)) throw new Error(`${code} with exit code ${exit}`)
  const missing = missingPrinted(err)
  const effects = effectsPrinted(err)
  if (effects.length === 0) return { code, ...(code === 'ESCALATION' && { missing }) }
  const total = (word: string): number =>
    Number(new RegExp(`(\\d+) permissions? ${word}`).exec(err)?.[1] ?? 0)
  return { code, gained: total('gained'), lost: total('lost'), effects }
}

/** What follows `next: if this is meant: compartment`. */
export function acceptingCommand(err: string): readonly string[] | undefined {
  const line = /^next: if this is meant: compartment (.+)$/m.exec(err)?.[1]
  if (line === undefined) return undefined
  const words = wordsOf(line)
  const organization = words.indexOf('--organization')
  return organization < 0 ? words : words.toSpliced(organization, 2)
}

/** `  you lack 2 at billing: domain.read, domain.write`, broken to the terminal's width. */
function missingPrinted(err: string): MissingKey[] {
  const text = err.replaceAll(/,\n\s+/g, ', ')
  const found = text.matchAll(/^ {2}you lack (\d+) at (\S+): (.+)$/gm)
  return Array.from(found).flatMap(([, count, scope, keys]) => {
    const list = keys!.split(', ').map((permission) => ({ permission, scope: scope! }))
    if (list.length !== Number(count))
      throw new Error(`${count} are said to be missing, but these are: ${keys}`)
    return list
  })
}

/** People by e-mail, or by id for whoever may not see people. */
const ENTRY = /^ {2}(?:usr_)?([a-z]+)[_@]\S+ at (?:the )?(\S+?)(?:, from (\S+?))?(?:, until (\S+))?$/

/** An entry's heading, and below it what is gained and lost. */
function effectsPrinted(err: string): Effect[] {
  const effects: Effect[] = []
  for (const line of err.split('\n')) {
    const [heading, person, scope, from, until] = ENTRY.exec(line) ?? []
    if (heading !== undefined) {
      effects.push({ person: person!, scope: scope!, gained: 0, lost: 0, ...times(from, until) })
    }
    const [, kind, count] = /^ {4}[+−] (gains|loses) (\d+): /.exec(line) ?? []
    const last = effects.at(-1)
    if (count === undefined || last === undefined) continue
    effects[effects.length - 1] = { ...last, [kind === 'gains' ? 'gained' : 'lost']: Number(count) }
  }
  return effects
}

function times(from?: string, until?: string): Pick<Effect, 'from' | 'until'> {
  return {
    ...(from !== undefined && { from: Date.parse(from) - NOW }),
    ...(until !== undefined && { until: Date.parse(until) - NOW }),
  }
}
