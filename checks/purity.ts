/**
 * The core is pure: no clock, no randomness, no process, no network, no timers. Time, ids and hashes come
 * in as arguments, so the same input gives the same answer in a test, a replay and a dry run.
 */
import type { Identifier, Node } from 'typescript/unstable/ast'
import {
  isCallExpression,
  isElementAccessExpression,
  isIdentifier,
  isNewExpression,
  isPropertyAccessExpression,
  isPropertyAssignment,
  isVariableDeclaration,
  SyntaxKind,
} from 'typescript/unstable/ast'
import { filesUnder, isSource } from './files.ts'
import { type Finding, main, type Outcome } from './finding.ts'
import { descendants, type Source, withSources } from './source.ts'

const FORBIDDEN_NAMES = new Set([
  'process',
  'crypto',
  'fetch',
  'performance',
  'console',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'require',
  'Temporal',
])

const FORBIDDEN_MEMBERS = new Set(['Date.now', 'Math.random'])

export function purity(root: string): Outcome {
  const paths = filesUnder(root, 'src/core').filter(isSource)
  const findings = withSources(root, paths, (sources) => sources.flatMap(impurities))
  return { findings, seen: `${paths.length} files of src/core` }
}

function impurities(source: Source): Finding[] {
  return [...descendants(source.tree)].flatMap((node) => {
    const name = impurity(node)
    if (!name) return []
    const at = `${source.path}:${source.lineAt(node.end - 1)}`
    return [{ at, message: `the core may not use ${name}: pass the value in` }]
  })
}

function impurity(node: Node): string | undefined {
  if (node.kind === SyntaxKind.MetaProperty) return 'import.meta'
  if (isPropertyAccessExpression(node) && isIdentifier(node.expression)) {
    const member = `${node.expression.text}.${node.name.text}`
    return FORBIDDEN_MEMBERS.has(member) ? member : undefined
  }
  // `new Date(value)` is arithmetic; `new Date()` and `Date()` read the clock.
  if (isNewExpression(node) && isDate(node.expression) && !node.arguments?.length) return '`new Date()`'
  if (isCallExpression(node) && isDate(node.expression)) return '`Date()`'
  if (isIdentifier(node) && isTakenApart(node)) return `${node.text} other than as \`${node.text}.member\``
  if (isIdentifier(node) && FORBIDDEN_NAMES.has(node.text) && isUse(node)) return node.text
  return undefined
}

const isDate = (node: Node): boolean => isIdentifier(node) && node.text === 'Date'

/** `const { random } = Math` and `Date['now']` would slip past the list of members. */
function isTakenApart(node: Identifier): boolean {
  if (node.text !== 'Math' && node.text !== 'Date') return false
  const { parent } = node
  return isElementAccessExpression(parent) || (isVariableDeclaration(parent) && parent.initializer === node)
}

/** A member or a key may be called `process`; a variable may not, so that nobody has to look twice. */
function isUse(node: Node): boolean {
  const parent = node.parent
  if (isPropertyAccessExpression(parent)) return parent.name !== node
  if (isPropertyAssignment(parent)) return parent.name !== node
  return !MEMBER_DECLARATIONS.has(parent.kind)
}

const MEMBER_DECLARATIONS = new Set<SyntaxKind>([
  SyntaxKind.PropertySignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.MethodSignature,
  SyntaxKind.MethodDeclaration,
])

if (import.meta.main) main(purity)
