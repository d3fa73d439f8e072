/**
 * The second half of `npm run prove:mutants`: makes each mistake of `guard-mutants.ts` in a copy of the product and runs
 * the test that has to find it. Prints one line per mutant; exits 1 if one survives or no longer fits the source.
 * `-- --only <words>` tries those whose name holds the words, `-- --every 4` each fourth.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { GuardMutant } from './guard-mutant.ts'
import { GUARD_MUTANTS } from './guard-mutants.ts'

const ROOT = resolve(import.meta.dirname, '../..')

type Fate = 'found' | 'survived' | 'not in the source' | 'the test did not run'

async function copyOfProduct(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'compartment-guards-'))
  for (const folder of ['src', 'test']) await cp(join(ROOT, folder), join(copy, folder), { recursive: true })
  for (const file of ['package.json', 'vitest.config.ts', 'tsconfig.json'])
    await cp(join(ROOT, file), join(copy, file))
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

async function tryMutant(copy: string, mutant: GuardMutant): Promise<Fate> {
  const file = join(copy, 'src', mutant.file)
  const source = await readFile(file, 'utf8')
  if (source.split(mutant.find).length !== 2) return 'not in the source'
  await writeFile(
    file,
    source.replace(mutant.find, () => mutant.replace),
  )
  const fate = await judged(copy, mutant)
  await writeFile(file, source)
  return fate
}

/** Failing to start proves nothing: a test has to have failed. */
async function judged(copy: string, { test, title }: GuardMutant): Promise<Fate> {
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs')
  const report = join(copy, 'report.json')
  const args = [vitest, 'run', `test/${test}`, '-t', title, '--project=unit', '--reporter=json']
  await rm(report, { force: true })
  await new Promise<void>((done) => {
    execFile(process.execPath, [...args, `--outputFile.json=${report}`], { cwd: copy }, () => done())
  })
  const text = await readFile(report, 'utf8').catch(() => '{}')
  const { numFailedTests = 0, numPassedTests = 0 } = JSON.parse(text) as Record<string, number>
  return numFailedTests > 0 ? 'found' : numPassedTests > 0 ? 'survived' : 'the test did not run'
}

const { only, every } = parseArgs({
  options: { only: { type: 'string' }, every: { type: 'string', default: '1' } },
}).values
const tried = GUARD_MUTANTS.filter(
  ({ name }, at) => (only === undefined || name.includes(only)) && at % Number(every) === 0,
)
const copy = await copyOfProduct()
let wrong = 0
try {
  for (const mutant of tried) {
    const fate = await tryMutant(copy, mutant)
    if (fate !== 'found') wrong++
    process.stdout.write(
      `${fate === 'found' ? '✓' : '✗'} ${fate}: ${mutant.name} (${mutant.file}, ${mutant.test})\n`,
    )
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
process.stdout.write(`${tried.length} guard mutants, ${tried.length - wrong} found, ${wrong} not\n`)
process.exitCode = wrong === 0 ? 0 : 1
