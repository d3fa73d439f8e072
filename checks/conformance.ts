/**
 * Generates docs/conformance.md. With `--check` it writes nothing and fails when the page is stale or a
 * test names an unknown id; with `--check --results` the results of the last whole run must match too.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Claim, collectClaims } from './conformance/claims.ts'
import { renderPage, withoutResults } from './conformance/page.ts'
import { REPORT, readResults } from './conformance/results.ts'
import { idsOf, readStatements } from './conformance/statements.ts'
import { type Finding, type Outcome, print } from './finding.ts'

const PAGE = 'docs/conformance.md'

function conformance(root: string, check: boolean, results: boolean): Outcome {
  const groups = readStatements(root)
  const known = idsOf(groups)
  const claims = collectClaims(root)
  const unknown = claims.filter((claim) => !known.has(claim.id)).map(misspelt)
  const page = renderPage(groups, claims, readResults(root))
  const stale = check ? staleness(root, page, results) : []
  if (!check && unknown.length === 0) writeFileSync(join(root, PAGE), page)
  const claimed = new Set(claims.map((claim) => claim.id)).size
  return { findings: [...unknown, ...stale], seen: `${known.size} statements, ${claimed} claimed by a test` }
}

function misspelt({ place, id }: Claim): Finding {
  return { at: place, message: `\`${id}\` is not a statement of docs/statements.yaml` }
}

function staleness(root: string, fresh: string, results: boolean): Finding[] {
  if (results && !existsSync(join(root, REPORT))) {
    return [{ at: REPORT, message: 'no report of a test run: run `npm test` first' }]
  }
  const path = join(root, PAGE)
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const same = results ? committed === fresh : withoutResults(committed) === withoutResults(fresh)
  return same ? [] : [{ at: PAGE, message: 'is stale: run `npm test`, then `npm run conformance`' }]
}

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { check: { type: 'boolean', default: false }, results: { type: 'boolean', default: false } },
  })
  print(conformance(positionals[0] ?? '.', values.check, values.results))
}
