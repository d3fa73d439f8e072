/** The part of the page that simulations write: figures of one simulation replace those it had. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { PAGE } from '../page.ts'
import type { Figure } from './figure.ts'

const HEADING = '## Simulations'

const INTRODUCTION = `Written by \`npm run bench -- --simulate\`. Real code on a real embedded store, without a bar; n is how often each was
measured, and times are medians.`

/** What stands under the heading, with it; empty where there is none. */
export function simulationsIn(page: string): string {
  const from = page.indexOf(HEADING)
  if (from < 0) return ''
  const next = page.indexOf('\n## ', from + HEADING.length)
  return page.slice(from, next < 0 ? undefined : next + 1)
}

export function writeFigures(figures: readonly Figure[]): void {
  const page = readFileSync(PAGE, 'utf8')
  const old = simulationsIn(page)
  const { simulation } = figures[0]!
  const parts = old
    .split(/(?=^### )/m)
    .filter((part) => part.startsWith('### ') && !part.startsWith(`### ${simulation}\n`))
  const lines = figures.map(({ what, value, n }) => `| ${what} | ${value} | ${n} |`)
  const load = `Load average ${loadavg()[0]!.toFixed(1)} on ${availableParallelism()} cores at the end.`
  parts.push(`### ${simulation}\n\n${load}\n\n| what | figure | n |\n|---|---|---|\n${lines.join('\n')}\n\n`)
  const section = `${HEADING}\n\n${INTRODUCTION}\n\n${parts.toSorted().join('')}`
  if (old !== '')
    return writeFileSync(
      PAGE,
      page.replace(old, () => section),
    )
  const before = page.indexOf('## This run')
  writeFileSync(PAGE, `${page.slice(0, before)}${section}${page.slice(before)}`)
}
