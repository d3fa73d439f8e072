/**
 * Generates docs/reference from the contract, the command line’s program and the catalogues. With `--check` it writes
 * nothing and fails when a page is missing, stale, or no longer made.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { filesUnder } from './files.ts'
import { type Finding, type Outcome, print } from './finding.ts'
import { referencePages } from './reference/pages.ts'

const FOLDER = 'docs/reference'

function reference(root: string, check: boolean): Outcome {
  const pages = referencePages()
  const gone = filesUnder(root, FOLDER).filter((path) => !pages.has(path))
  const findings = check ? differences(root, pages, gone) : []
  if (!check) write(root, pages, gone)
  return { findings, seen: `${pages.size} pages` }
}

function differences(root: string, pages: ReadonlyMap<string, string>, gone: readonly string[]): Finding[] {
  const stale = [...pages].flatMap(([path, page]): Finding[] => {
    const file = join(root, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === page) return []
    return [{ at: path, message: 'is stale: run `npm run docs`' }]
  })
  return [
    ...stale,
    ...gone.map((path) => ({ at: path, message: 'is made of nothing any more: run `npm run docs`' })),
  ]
}

function write(root: string, pages: ReadonlyMap<string, string>, gone: readonly string[]): void {
  for (const path of gone) rmSync(join(root, path))
  for (const [path, page] of pages) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), page)
  }
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false } },
  })
  print(reference(positionals[0] ?? '.', values.check))
}
