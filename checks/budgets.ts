/**
 * Budgets of length: no file over 400 lines, no function over 60. Prints the median and the 90th percentile
 * of `src`, whose aims are 80 and 200, so that drift is seen before it is a problem.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import { SyntaxKind } from 'typescript/unstable/ast'
import { filesUnder, isSource } from './files.ts'
import { type Finding, main, type Outcome } from './finding.ts'
import { descendants, type Source, withSources } from './source.ts'

const FILE_LINES = 400
const FUNCTION_LINES = 60

export function budgets(root: string): Outcome {
  const product = ['src', 'checks', 'bench'].flatMap((folder) => filesUnder(root, folder)).filter(isSource)
  const all = [...product, ...filesUnder(root, 'test').filter(isSource)]
  const lengths = new Map(all.map((path) => [path, linesOf(root, path)]))
  const files = all
    .filter((path) => lengths.get(path)! > FILE_LINES)
    .map((path) => ({
      at: path,
      message: `${lengths.get(path)} lines, the budget of a file is ${FILE_LINES}`,
    }))
  // Tests are exempt from the second budget: a `describe` block is a function only in name.
  const functions = withSources(root, product, (sources) => sources.flatMap(longFunctions))
  return { findings: [...files, ...functions], seen: `${all.length} files; ${spread(lengths)}` }
}

function linesOf(root: string, path: string): number {
  return readFileSync(join(root, path), 'utf8').replace(/\n$/, '').split('\n').length
}

const FUNCTIONS = new Set<SyntaxKind>([
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
])

function longFunctions(source: Source): Finding[] {
  const isFunction = (node: Node): boolean => FUNCTIONS.has(node.kind)
  return [...descendants(source.tree)].filter(isFunction).flatMap((node) => {
    const first = source.lineAt(node.getStart(source.tree))
    const lines = source.lineAt(node.end - 1) - first + 1
    if (lines <= FUNCTION_LINES) return []
    const message = `a function of ${lines} lines, the budget is ${FUNCTION_LINES}`
    return [{ at: `${source.path}:${first}`, message }]
  })
}

function spread(lengths: ReadonlyMap<string, number>): string {
  const sorted = [...lengths]
    .filter(([path]) => path.startsWith('src/'))
    .map(([, lines]) => lines)
    .toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
  return `src median ${at(0.5)} lines (aim 80), 90th percentile ${at(0.9)} (aim 200)`
}

if (import.meta.main) main(budgets)
