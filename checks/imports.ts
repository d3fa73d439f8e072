/** Reads what one source file imports: `import`, `export … from`, `import()` and `import('…').Type`. */
import type { Node } from 'typescript/unstable/ast'
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isNamedExports,
  isNamedImports,
  isNoSubstitutionTemplateLiteral,
  isStringLiteral,
  SyntaxKind,
} from 'typescript/unstable/ast'
import { descendants, type Source } from './source.ts'

/** Stands for the target of `import(expression)`, which nobody can read from the text. */
const COMPUTED = '(computed)'

export interface Import {
  readonly target: string
  readonly line: number
  /** Gone when the program runs. */
  readonly typeOnly: boolean
}

export function importsOf(source: Source): Import[] {
  const found: Import[] = []
  for (const node of descendants(source.tree)) {
    const target = targetOf(node)
    if (!target) continue
    const known = isStringLiteral(target) || isNoSubstitutionTemplateLiteral(target)
    found.push({
      target: known ? target.text : COMPUTED,
      line: source.lineAt(target.end - 1),
      typeOnly: isTypeOnly(node),
    })
  }
  return found
}

function targetOf(node: Node): Node | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return node.moduleSpecifier
  if (isImportTypeNode(node)) return isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
  if (isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword) return node.arguments[0]
  return undefined
}

function isTypeOnly(node: Node): boolean {
  if (isImportTypeNode(node)) return true
  if (isImportDeclaration(node)) {
    const clause = node.importClause
    if (clause?.phaseModifier === SyntaxKind.TypeKeyword) return true
    const names = clause?.namedBindings
    if (!clause || clause.name || !names || !isNamedImports(names)) return false
    return names.elements.length > 0 && names.elements.every((element) => element.isTypeOnly)
  }
  if (!isExportDeclaration(node)) return false
  const names = node.exportClause
  if (node.isTypeOnly) return true
  return names !== undefined && isNamedExports(names) && names.elements.every((element) => element.isTypeOnly)
}
