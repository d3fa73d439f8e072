/** The page with the results, as they are. */
import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { peerVersions } from './install.ts'
import { PAGE } from './page.ts'
import type { Bar, Result } from './row.ts'
import { SHORTFALLS } from './shortfalls.ts'
import { simulationsIn } from './simulations/report.ts'
import { SEED } from './workload.ts'

export function line(result: Result): string {
  return `${isMet(result) ? 'met   ' : 'MISSED'}  ${result.row}: ${ratioOf(result)}, bar ${barOf(result)} (${result.ours} / ${result.peer})`
}

export function writeReport(results: readonly Result[], voided: readonly string[]): void {
  writeFileSync(PAGE, page(results, voided))
}

/** Brings the rows that were measured again into the page, and leaves the others as they are. */
export function updateReport(results: readonly Result[]): void {
  const lines = readFileSync(PAGE, 'utf8').split('\n')
  for (const result of results) {
    const at = lines.findIndex((text) => text.startsWith(`| ${result.row} |`))
    if (at >= 0) lines[at] = tableRow(result)
    else lines.splice(lines.findLastIndex((text) => text.startsWith('| ')) + 1, 0, tableRow(result))
  }
  writeFileSync(PAGE, lines.join('\n'))
}

function tableRow(result: Result): string {
  const { row, ours, peer, how } = result
  return `| ${[row, ours, peer, ratioOf(result), barOf(result), isMet(result) ? 'yes' : '**no**', how].join(' | ')} |`
}

function page(results: readonly Result[], voided: readonly string[]): string {
  const peers = Object.entries(peerVersions()).map(([name, version]) => `${name} ${version}`)
  return `# Benchmarks

Written by \`npm run bench\`; not edited by hand. Only ratios count: both sides of a row run turn by turn, in process in
one process, and a ratio is the median of the ratios of neighbouring turns, with the lowest and the highest in
brackets. Times are medians, for orientation; machines differ. Over HTTP each server has a process of its own, and one
client asks all of them in the same way: bytes made beforehand, whole answers read, and it never sleeps, since waking it
would be on a server’s time. Every answer was compared with an oracle that shares no code with
the engine; a wrong one voids the row. \`bench/workload.ts\` says what W is.

| row | ours | other | ratio | bar | met | how |
|---|---|---|---|---|---|---|
${results.map(tableRow).join('\n')}
${voided.length === 0 ? '' : `\nVoid, without a result:\n\n${voided.map((text) => `- ${text}`).join('\n')}\n`}
${shortfalls(results)}${simulationsIn(readFileSync(PAGE, 'utf8'))}## This run

- Date: ${new Date().toISOString().slice(0, 10)}. Seed: ${SEED}.
- Machine: ${availableParallelism()} × ${cpus()[0]!.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, ${process.platform} ${process.arch}; load average at the end ${loadavg()[0]!.toFixed(1)}: shared with other work.
- Peers: ${peers.join(', ')}, SQLite of Node ${process.versions.sqlite}.
- Not measured here: Cerbos over gRPC, the gateway, plans, the console.
`
}

function shortfalls(results: readonly Result[]): string {
  const missed = results.filter((result) => !isMet(result))
  const lines = missed.map(({ row }) => `- **${row}**: ${SHORTFALLS[row] ?? 'not looked into yet.'}`)
  return lines.length === 0 ? '' : `\n## Bars that are missed, and why\n\n${lines.join('\n')}\n\n`
}

function ratioOf({ ratio, unit }: Result): string {
  return `${round(ratio.median)} ${unit} (${round(ratio.low)}–${round(ratio.high)})`
}

function barOf({ bar, unit }: Result): string {
  const what = unit.startsWith('×') ? ' ×' : ` ${unit}`
  return 'atLeast' in bar ? `≥ ${round(bar.atLeast)}${what}` : `≤ ${round(bar.atMost)}${what}`
}

function isMet({ bar, ratio }: { bar: Bar; ratio: Result['ratio'] }): boolean {
  return 'atLeast' in bar ? ratio.median >= bar.atLeast : ratio.median <= bar.atMost
}

function round(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(value >= 10 ? 3 : 2)))
}
