/** No drawers: a file or folder called `utils` says nothing about what is in it, and fills up. */
import { filesUnder } from './files.ts'
import { main, type Outcome } from './finding.ts'

const DRAWERS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'misc'])

export function drawers(root: string): Outcome {
  const paths = ['src', 'test', 'checks', 'bench'].flatMap((folder) => filesUnder(root, folder))
  const findings = paths.flatMap((path) => {
    const drawer = path.split('/').find((part) => part.split(/[.-]/).some((word) => DRAWERS.has(word)))
    return drawer ? [{ at: path, message: `\`${drawer}\` is a drawer: name it after what is in it` }] : []
  })
  return { findings, seen: `${paths.length} files` }
}

if (import.meta.main) main(drawers)
