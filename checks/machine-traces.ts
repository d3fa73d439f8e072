/** Nothing in the repository points at the machine it was written on: no absolute path of a work folder. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesUnder } from './files.ts'
import { type Finding, main, type Outcome } from './finding.ts'

const BINARY = /\.(?:png|ico|woff2?|db|gz|zip)$/
const MACHINE_PATH = /(?<![\w.})\]>*-])\/(?:work|root)\//

export function machineTraces(root: string): Outcome {
  const paths = filesUnder(root).filter((path) => !BINARY.test(path))
  const findings = paths.flatMap((path) => traces(path, readFileSync(join(root, path), 'utf8')))
  return { findings, seen: `${paths.length} files` }
}

function traces(path: string, text: string): Finding[] {
  return text
    .split('\n')
    .flatMap((line, number) =>
      MACHINE_PATH.test(line)
        ? [{ at: `${path}:${number + 1}`, message: 'an absolute path of one machine' }]
        : [],
    )
}

if (import.meta.main) main(machineTraces)
