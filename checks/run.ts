/**
 * `npm run check`: every check, one after the other, one line each. A check that fails prints what it
 * found; the others still run, so that one round of mending is enough.
 *
 * `npm run check -- types layers` runs some of them; `--root <folder>` looks at another folder.
 */
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const here = import.meta.dirname
const binary = (name: string): string => join(here, '../node_modules/.bin', name)
const own = (name: string, ...flags: string[]): string[] => [
  process.execPath,
  join(here, `${name}.ts`),
  '.',
  ...flags,
]

const CHECKS: Readonly<Record<string, readonly string[]>> = {
  types: [binary('tsc'), '--project', '.'],
  'types-web': [binary('tsc'), '--project', 'src/web'],
  format: [binary('biome'), 'ci', '--colors=off', '.'],
  lint: [binary('oxlint'), '--deny-warnings', '--report-unused-disable-directives'],
  layers: own('layers'),
  purity: own('purity'),
  budgets: own('budgets'),
  drawers: own('drawers'),
  'machine-traces': own('machine-traces'),
  lockfile: own('lockfile'),
  'dead-code': [binary('knip'), '--no-progress'],
  conformance: own('conformance', '--check'),
  attacks: own('attacks', '--check'),
  reference: own('reference', '--check'),
}

function run(name: string, root: string): boolean {
  const [program, ...args] = CHECKS[name]!
  const start = performance.now()
  const { status, stdout, stderr, error } = spawnSync(program!, args, { cwd: root, encoding: 'utf8' })
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  const passed = status === 0
  if (!passed) console.log([stdout, stderr, error?.message].filter(Boolean).join('\n').trim())
  const own = program === process.execPath && passed ? stdout.trim().split('\n').at(-1) : ''
  console.log(
    `${passed ? 'ok    ' : 'FAILED'}  ${name.padEnd(14)}  ${seconds.padStart(4)} s  ${own}`.trimEnd(),
  )
  return passed
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { root: { type: 'string' } } })
const names = positionals.length > 0 ? positionals : Object.keys(CHECKS)
const unknown = names.filter((name) => !(name in CHECKS))
if (unknown.length > 0) {
  console.log(`no check is called ${unknown.join(', ')}; there are ${Object.keys(CHECKS).join(', ')}`)
  process.exit(2)
}
const failed = names.filter((name) => !run(name, resolve(values.root ?? join(here, '..'))))
console.log(failed.length === 0 ? `all ${names.length} checks passed` : `failed: ${failed.join(', ')}`)
process.exitCode = failed.length === 0 ? 0 : 1
