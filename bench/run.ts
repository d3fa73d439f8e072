/**
 * `npm run bench`: installs the peers if they are missing, runs each row in a process of its own, one after the other,
 * and writes `docs/benchmarks.md`. `--quick` runs a small slice of everything as a smoke test and writes nothing;
 * `--only <word>` runs the rows whose name has that word, and brings their lines of the page up to date. `--simulate` runs
 * the simulations instead, which take minutes and have no bars. A wrong answer fails the run.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { installPeers } from './install.ts'
import { line, updateReport, writeReport } from './report.ts'
import type { Result } from './row.ts'
import type { Figure } from './simulations/figure.ts'
import { writeFigures } from './simulations/report.ts'

type Row = { readonly file: string; readonly of?: string; readonly flags?: readonly string[] }

/** The processes, in order. */
const ROWS: readonly Row[] = [
  ...['floor', 'better-auth', 'casl', 'casbin', 'accesscontrol', 'cedar', 'sqlite'].map((of) => ({
    file: 'in-process',
    of,
  })),
  { file: 'certificate' },
  { file: 'growth', of: 'W10', flags: ['--max-old-space-size=8192'] },
  { file: 'growth', of: 'W100', flags: ['--max-old-space-size=16384'] },
  { file: 'growth', of: 'assignments' },
  { file: 'memory', flags: ['--expose-gc'] },
  { file: 'load', flags: ['--max-old-space-size=8192'] },
  { file: 'visible' },
  { file: 'visible', of: 'role' },
  { file: 'durable' },
  { file: 'grouped' },
  { file: 'replay' },
  { file: 'remedies' },
  { file: 'cold-start' },
  ...['constant', 'bare', 'batch', 'matrix'].map((of) => ({ file: 'http', of })),
  { file: 'cerbos' },
  { file: 'postgres' },
]

/** Run alone, with `--simulate`. */
const SIMULATIONS = ['many-organizations', 'many-people']

/** Milliseconds for a row, or a simulation; one that takes longer is stuck, and void. */
const PATIENCE = 240_000
const LONG_PATIENCE = 1_200_000

export type Outcome = { readonly row: Row; readonly results: readonly Result[]; readonly problem?: string }

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    simulate: { type: 'boolean', default: false },
  },
})
const { quick, only } = values
const isChosen = (name: string): boolean => only === undefined || name.includes(only)
const problems = values.simulate ? await simulations() : await rows()
for (const problem of problems) console.log(`VOID  ${problem}`)
process.exitCode = problems.length > 0 ? 1 : 0

async function rows(): Promise<readonly string[]> {
  installPeers()
  const outcomes: Outcome[] = []
  for (const row of ROWS.filter((one) => isChosen(nameOf(one)))) {
    const { file, of = '', flags = [] } = row
    const given = JSON.stringify({ quick, of })
    const { sent, problem } = await run<Result>(`rows/${file}.ts`, given, { flags, patience: PATIENCE })
    for (const result of sent) console.log(line(result))
    outcomes.push({ row, results: sent, ...(problem !== undefined && { problem }) })
    report(outcomes)
  }
  return outcomes.flatMap(voided)
}

/** After each row, so that a run that is interrupted leaves what it has. */
function report(outcomes: readonly Outcome[]): void {
  const results = outcomes.flatMap((outcome) => outcome.results)
  if (quick) return
  if (only !== undefined) updateReport(results)
  else writeReport(results, outcomes.flatMap(voided))
}

function voided({ row, problem }: Outcome): string[] {
  return problem === undefined ? [] : [`${nameOf(row)}: ${problem}`]
}

async function simulations(): Promise<readonly string[]> {
  const flags = ['--expose-gc', '--max-old-space-size=16384']
  const found: string[] = []
  for (const name of SIMULATIONS.filter(isChosen)) {
    const file = `simulations/${name}.ts`
    const how = { flags, patience: LONG_PATIENCE }
    const { sent, problem } = await run<Figure>(file, quick ? 'quick' : 'whole', how)
    for (const { simulation, what, value, n } of sent)
      console.log(`${simulation}: ${what}: ${value} (n = ${n})`)
    if (!quick && sent.length > 0) writeFigures(sent)
    if (problem !== undefined) found.push(`${name}: ${problem}`)
  }
  return found
}

function nameOf({ file, of }: Row): string {
  return of === undefined ? file : `${file} ${of}`
}

type Sent<T> = { readonly sent: readonly T[]; readonly problem?: string }

async function run<T>(
  file: string,
  given: string,
  { flags, patience }: { flags: readonly string[]; patience: number },
): Promise<Sent<T>> {
  const child = fork(new URL(file, import.meta.url), [given], {
    execArgv: [...flags],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  const stuck = setTimeout(() => child.kill(), patience)
  let sent: readonly T[] = []
  let complaint = ''
  child.on('message', (message) => (sent = message as readonly T[]))
  child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(stuck)
  if (code === 0 && sent.length > 0) return { sent }
  const why = complaint.split('\n').find((text) => /^\w*Error: |^WrongAnswer /.test(text))
  return { sent: [], problem: why?.trim() ?? `the process ended with ${code}: ${complaint.slice(0, 300)}` }
}
