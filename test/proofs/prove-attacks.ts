/**
 * `npm run prove:attacks`: runs every attack against real servers and prints how many lines of docs/attacks.yaml were
 * tried, by how many tests, with how many requests, and how many succeeded. What comes after `--` goes to the test runner.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'

type Test = {
  readonly fullName: string
  readonly status: string
  readonly meta?: { readonly requests?: number }
}
type Report = {
  readonly testResults: readonly { readonly name: string; readonly assertionResults: readonly Test[] }[]
}

const ROOT = resolve(import.meta.dirname, '../..')
const LINE = /\b[A-Z]{2,4}-\d{2}\b/g

function run(): Report {
  const folder = mkdtempSync(join(tmpdir(), 'compartment-attacks-'))
  const report = join(folder, 'report.json')
  try {
    const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
    const args = ['run', '--config=test/proofs/attacks.config.ts', '--reporter=json', '--reporter=dot']
    const rest = [`--outputFile.json=${report}`, ...process.argv.slice(2)]
    spawnSync(process.execPath, [vitest, ...args, ...rest], { cwd: ROOT, stdio: 'inherit' })
    return JSON.parse(readFileSync(report, 'utf8')) as Report
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const { testResults } = run()
const [lines, kinds] = [new Set<string>(), { tests: 0, requests: 0, succeeded: 0, untried: 0 }]
for (const { name, assertionResults } of testResults) {
  for (const { fullName, status, meta } of assertionResults) {
    kinds.tests++
    kinds.requests += meta?.requests ?? 0
    if (status === 'failed') kinds.succeeded++
    else if (status !== 'passed') kinds.untried++
    if (status === 'passed') for (const [line] of fullName.matchAll(LINE)) lines.add(line)
    else process.stdout.write(`✗ ${status}: ${fullName} (${relative(ROOT, name)})\n`)
  }
  if (assertionResults.length === 0) kinds.untried++
}
process.stdout.write(
  `${lines.size} lines, ${kinds.tests} tests, ${kinds.requests} requests, ${kinds.succeeded} successes, ${kinds.untried} not tried\n`,
)
process.exitCode = kinds.succeeded + kinds.untried === 0 && lines.size > 0 ? 0 : 1
