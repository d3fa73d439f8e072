/**
 * `npm run bench`: installs the peers if they are missing, runs each row in a process of its own, one after the other,
 * and writes `docs/benchmarks.md`. `--quick` runs a small slice of everything as a smoke test and writes nothing;
 * `--only <word>` runs the rows whose name has that word, and brings their lines of the page up to date. A wrong answer fails the run.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { installPeers } from './install.ts'
import { line, updateReport, writeReport } from './report.ts'
import type { Options, Result } from './row.ts'

type Row = { readonly file: string; readonly of?: string; readonly flags?: readonly string[] }

/** The processes, in order. Rows over HTTP belong to a later issue. */
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
  { file: 'replay' },
  { file: 'cold-start' },
]

export type Outcome = { readonly row: Row; readonly results: readonly Result[]; readonly problem?: string }

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' } },
})
const quick = values.quick
installPeers()
const outcomes: Outcome[] = []
const chosen = ROWS.filter((row) => values.only === undefined || nameOf(row).includes(values.only))
for (const row of chosen) {
  const outcome = await run(row, { quick, of: row.of ?? '' })
  outcomes.push(outcome)
  for (const result of outcome.results) console.log(line(result))
  if (outcome.problem !== undefined) console.log(`VOID  ${nameOf(row)}: ${outcome.problem}`)
  report()
}
process.exitCode = outcomes.some(({ problem }) => problem !== undefined) ? 1 : 0

/** After each row, so that a run that is interrupted leaves what it has. */
function report(): void {
  if (quick) return
  if (values.only !== undefined) return updateReport(outcomes.flatMap(({ results }) => results))
  const voided = outcomes.flatMap(({ row, problem }) =>
    problem === undefined ? [] : [`${nameOf(row)}: ${problem}`],
  )
  writeReport(
    outcomes.flatMap(({ results }) => results),
    voided,
  )
}

function nameOf({ file, of }: Row): string {
  return of === undefined ? file : `${file} ${of}`
}

async function run(row: Row, options: Options): Promise<Outcome> {
  const child = fork(new URL(`rows/${row.file}.ts`, import.meta.url), [JSON.stringify(options)], {
    execArgv: [...(row.flags ?? [])],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
  })
  let results: readonly Result[] = []
  let complaint = ''
  child.on('message', (message) => (results = message as readonly Result[]))
  child.stderr!.on('data', (text: Buffer) => (complaint += text.toString()))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code === 0 && results.length > 0) return { row, results }
  const why = complaint.split('\n').find((text) => /^\w*Error: |^WrongAnswer /.test(text))
  return {
    row,
    results: [],
    problem: why?.trim() ?? `the process ended with ${code}: ${complaint.slice(0, 300)}`,
  }
}
