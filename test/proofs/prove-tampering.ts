/**
 * `npm run prove:tampering -- [--places 1000] [--seed 1] [--cut]`: R21 on a real SQLite file; with `--cut`, on a
 * journal whose beginning was removed. Prints n and seed for each kind; ends
 * with 1 at the first change that was not found, or whose first bad record was named wrongly.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { say, seconds } from './say.ts'
import { KINDS, tamperedScene, trial } from './tampering.ts'

const { values } = parseArgs({
  options: {
    places: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    cut: { type: 'boolean', default: false },
  },
})
const [places, seed] = [Number(values.places), Number(values.seed)]
const dataDirectory = mkdtempSync(join(tmpdir(), 'compartment-tampering-'))
try {
  const scene = await tamperedScene({ dataDirectory }, 120, values.cut)
  for (const [number, kind] of KINDS.entries()) {
    const began = performance.now()
    let [found, named] = [0, 0]
    for (let index = 0; index < places; index++) {
      const one = await trial(scene, kind, seed + number, index)
      if (one.found) found++
      if (one.named !== false) named++
      if (one.found && one.named !== false) continue
      say(`trial ${index}: ${one.what}: ${one.found ? 'the first bad record is another one' : 'not found'}`)
      process.exitCode = 1
    }
    say(
      `${kind}${values.cut ? ', cut' : ''}: ${places} places, ${found} found, ${named} named, seed ${seed + number}, ${seconds(began)}`,
    )
  }
  await scene.town[Symbol.asyncDispose]()
} finally {
  rmSync(dataDirectory, { recursive: true, force: true })
}
