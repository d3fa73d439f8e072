/** Runs command lines in this process, on a terminal that records what is printed and answers what is asked. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from '../../src/cli/program.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

export type Ran = {
  readonly exit: number
  readonly out: string
  readonly err: string
  readonly asked: readonly string[]
  /** Pages that were opened in a browser. */
  readonly opened: readonly string[]
  /** Milliseconds that were waited, one after the other. */
  readonly waited: readonly number[]
}

export type Machine = {
  readonly env: Record<string, string | undefined>
  /** What someone at the terminal types; without it nobody is there. */
  readonly typed?: readonly string[]
  readonly input?: string
  readonly columns?: number
  readonly fetch?: typeof globalThis.fetch
  readonly now?: Date
  /** Done while it waits; it never really waits. */
  readonly meanwhile?: (milliseconds: number) => Promise<void>
  /** There is no browser here. */
  readonly noBrowser?: true
}

const MACHINES = mkdtempSync(join(tmpdir(), 'compartment-cli-'))
process.once('exit', () => rmSync(MACHINES, { recursive: true, force: true }))

/** A machine of its own: nothing of this one's settings or credentials is seen. */
export function machine(given: Partial<Machine> = {}): Machine {
  const folder = join(MACHINES, randomUUID(), 'config')
  return { ...given, env: { COMPARTMENT_CONFIG_DIR: folder, ...given.env } }
}

export async function cli(on: Machine, ...argv: readonly string[]): Promise<Ran> {
  const printed = { out: '', err: '' }
  const asked: string[] = []
  const opened: string[] = []
  const waited: number[] = []
  const answers = [...(on.typed ?? [])]
  const answer = (question: string): Promise<string> => {
    asked.push(question)
    const next = answers.shift()
    return next === undefined
      ? Promise.reject(new Error(`nobody answers: ${question}`))
      : Promise.resolve(next)
  }
  const terminal: Terminal = {
    out: (text) => void (printed.out += text),
    err: (text) => void (printed.err += text),
    interactive: on.typed !== undefined,
    outIsTerminal: on.columns !== undefined,
    columns: on.columns ?? 80,
    env: on.env,
    fetch: on.fetch ?? globalThis.fetch,
    now: () => on.now ?? new Date('2026-05-01T12:00:00Z'),
    machine: 'laptop',
    wait: async (milliseconds) => {
      waited.push(milliseconds)
      await on.meanwhile?.(milliseconds)
    },
    browse: (url) => {
      if (on.noBrowser) return Promise.reject(new Error('no browser'))
      opened.push(url)
      return Promise.resolve()
    },
    ask: answer,
    askHidden: answer,
    input: () => Promise.resolve(on.input ?? ''),
  }
  const exit = await run(argv, terminal)
  return { exit, ...printed, asked, opened, waited }
}

/** As printed in a document: words, and quoted words; a backslash before the line's end goes on. */
export function words(line: string): string[] {
  const found = line.replaceAll(/\\\n/g, ' ').matchAll(/"([^"]*)"|(\S+)/g)
  return [...found].map(([, quoted, plain]) => quoted ?? plain!)
}
