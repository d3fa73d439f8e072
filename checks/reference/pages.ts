/** Every page of the reference by its path. All of it is read from the program: nothing here names an operation. */
import { join } from 'node:path'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { cliPage } from './cli.ts'
import { codesPage } from './codes.ts'
import { eventsPage } from './events.ts'
import { httpPages } from './http.ts'
import { readRefusals } from './refusals.ts'
import { runbookPage } from './runbook.ts'
import { settingsPage } from './settings.ts'

const ROOT = join(import.meta.dirname, '../..')

export function referencePages(): ReadonlyMap<string, string> {
  const operations = Object.values(OPERATIONS) as unknown as Operation[]
  const refusals = readRefusals(
    ROOT,
    operations.map(({ name }) => name),
  )
  return new Map([
    ...httpPages(operations, refusals),
    ['docs/reference/cli.md', cliPage(operations)],
    ['docs/reference/codes.md', codesPage(operations, refusals)],
    ['docs/reference/events.md', eventsPage(ROOT, operations)],
    ['docs/reference/runbook.md', runbookPage()],
    ['docs/reference/settings.md', settingsPage()],
  ])
}
