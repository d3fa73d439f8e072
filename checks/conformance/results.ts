/** What the last whole test run said about a claim, read from the report that `npm test` leaves behind. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Claim, idsIn } from './claims.ts'

export type Result = 'passed' | 'failed' | 'not run'

const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
})

export const REPORT = '.reports/vitest.json'

/** @returns the result of each claim; everything is `not run` when there is no report. */
export function readResults(root: string): (claim: Claim) => Result {
  const path = join(root, REPORT)
  if (!existsSync(path)) return () => 'not run'
  const { testResults } = Report.parse(JSON.parse(readFileSync(path, 'utf8')))
  const runs = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({
      file: name.replaceAll('\\', '/'),
      title: test.fullName,
      status: test.status,
    })),
  )
  return (claim) => {
    const { scenario, file, id } = claim
    const mine = runs.filter((run) =>
      scenario
        ? run.title.includes(scenario)
        : run.file.endsWith(`/${file}`) && idsIn(run.title).includes(id),
    )
    return sumUp(mine.map((run) => run.status))
  }
}

/** One failure fails the claim; a skipped test proves nothing. */
export function sumUp(statuses: readonly string[]): Result {
  if (statuses.includes('failed')) return 'failed'
  return statuses.length > 0 && statuses.every((status) => status === 'passed') ? 'passed' : 'not run'
}
