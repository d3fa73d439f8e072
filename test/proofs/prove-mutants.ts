/**
 * `npm run prove:mutants`: makes each mistake of `source-mutants.ts` in a copy of the engine and runs the proof that
 * has to find it. Prints one line per mutant; exits 1 if one survives or no longer fits the source.
 */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { SOURCE_MUTANTS, type SourceMutant } from './source-mutants.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const WORLDS = '6000'

type Fate = 'found' | 'survived' | 'not in the source'

/** A copy of what the proofs import, in a folder of its own. */
async function copyOfEngine(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'compartment-mutants-'))
  for (const folder of ['src/core', 'test/core/support', 'test/reference', 'test/proofs']) {
    await cp(join(ROOT, folder), join(copy, folder), { recursive: true })
  }
  await cp(join(ROOT, 'package.json'), join(copy, 'package.json'))
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Makes the mistake, runs the proof, and puts the source right again. */
async function tryMutant(copy: string, mutant: SourceMutant): Promise<Fate> {
  const file = join(copy, 'src/core', mutant.file)
  const source = await readFile(file, 'utf8')
  if (source.split(mutant.find).length !== 2) return 'not in the source'
  await writeFile(
    file,
    source.replace(mutant.find, () => mutant.replace),
  )
  const passed = await proofPasses(copy, mutant.proof)
  await writeFile(file, source)
  return passed ? 'survived' : 'found'
}

async function proofPasses(copy: string, proof: string): Promise<boolean> {
  const args = ['test/proofs/prove.ts', '--proof', proof, '--worlds', WORLDS, '--workers', '1', '--seed', '7']
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: copy }, (error, out) => {
      // Dying for another reason than a counterexample proves nothing.
      if (error !== null && !/ 1 failures/.test(out))
        throw new Error(`the proof did not run: ${error.message}`)
      done(error === null)
    })
  })
}

const copy = await copyOfEngine()
let wrong = 0
try {
  for (const mutant of SOURCE_MUTANTS) {
    const fate = await tryMutant(copy, mutant)
    if (fate !== 'found') wrong++
    process.stdout.write(
      `${fate === 'found' ? '✓' : '✗'} ${fate}: ${mutant.name} (${mutant.file}, ${mutant.proof})\n`,
    )
  }
} finally {
  await rm(copy, { recursive: true, force: true })
}
process.stdout.write(
  `${SOURCE_MUTANTS.length} mutants, ${SOURCE_MUTANTS.length - wrong} found, ${wrong} not\n`,
)
process.exitCode = wrong === 0 ? 0 : 1
