/**
 * With which codes an operation may refuse, read from the source: every `refuse('CODE', …)` that its use case reaches,
 * declaration by declaration. What all writes and all questions reach is told once for all of them.
 */
import { posix } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import {
  isCallExpression,
  isClassDeclaration,
  isExportDeclaration,
  isFunctionDeclaration,
  isIdentifier,
  isImportDeclaration,
  isNamedExports,
  isNamedImports,
  isStringLiteral,
  isVariableStatement,
} from 'typescript/unstable/ast'
import { CODES, type Code } from '../../src/core/catalogue/codes.ts'
import { filesUnder, isSource } from '../files.ts'
import { descendants, type Source, withSources } from '../source.ts'

export type Refusals = {
  /** What the use case itself refuses with, sorted. */
  readonly own: (operation: string) => readonly Code[]
  /** Whether it is also a write, or a question, with their refusals. */
  readonly kind: (operation: string) => 'write' | 'question' | undefined
  /** Of every request, of every question to an organization, of every write to one. */
  readonly ofAll: Readonly<Record<'request' | 'question' | 'write', readonly Code[]>>
}

/** Where what is the same for all begins. */
const RUNNERS = {
  'src/operations/perform.ts#perform': 'write',
  'src/operations/ask.ts#ask': 'question',
  'src/operations/past/ask-as-of.ts#askAsOf': 'question',
} as const
/** What a question that may be about the past refuses with, beside what every question does. */
const AS_OF = {
  runner: 'src/operations/past/ask-as-of.ts#askAsOf',
  past: 'src/operations/past/moment.ts#pastAt',
}
const USE_CASES = 'src/operations/use-cases.ts'

type Declaration = {
  readonly uses: ReadonlySet<string>
  /** Written out where it refuses. */
  readonly codes: readonly Code[]
  /** It also refuses with a code that it worked out: one of those that stand here or where it looks in this file. */
  readonly worksOut: boolean
  /** Every code that stands in it. */
  readonly named: readonly Code[]
}

type Module = {
  /** Names from elsewhere: `file#name`. */
  readonly imports: ReadonlyMap<string, string>
  /** What it hands on: `name` → `file#name`, and files handed on whole. */
  readonly handsOn: ReadonlyMap<string, string>
  readonly handsOnAll: readonly string[]
  readonly declarations: ReadonlyMap<string, Declaration>
}

type Modules = ReadonlyMap<string, Module>

export function readRefusals(root: string, operations: readonly string[]): Refusals {
  const paths = ['operations', 'core', 'http', 'identity'].flatMap((room) => filesUnder(root, `src/${room}`))
  const modules = withSources(
    root,
    paths.filter(isSource),
    (sources) => new Map(sources.map((source) => [source.path, moduleOf(source)] as const)),
  )
  const cases = modules.get(USE_CASES)!.imports
  const reached = new Map(
    operations.map((name) => [name, closure(modules, cases.get(name) ?? '', new Set(Object.keys(RUNNERS)))]),
  )
  const everywhere = Array.from(modules).filter(([path]) => path.startsWith('src/http/'))
  const atDoor = everywhere.flatMap(([path, { declarations }]) =>
    Array.from(declarations.keys(), (name) => `${path}#${name}`),
  )
  const from = (start: string): readonly Code[] => codesOf(modules, closure(modules, start, new Set()))
  return {
    own: (operation) => {
      const found = reached.get(operation)!
      const own = codesOf(modules, found)
      return found.has(AS_OF.runner) ? sorted([...own, ...from(AS_OF.past)]) : own
    },
    kind: (operation) => {
      const runner = Object.entries(RUNNERS).find(([name]) => reached.get(operation)!.has(name))
      return runner?.[1]
    },
    ofAll: {
      request: sorted(atDoor.flatMap((where) => codesAt(modules, where))),
      question: from('src/operations/ask.ts#ask'),
      write: from('src/operations/perform.ts#perform'),
    },
  }
}

/** Declarations that are reached from one; behind `ends` nothing is followed. */
function closure(modules: Modules, start: string, ends: ReadonlySet<string>): Set<string> {
  const found = new Set<string>()
  const open = [start]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const at = resolved(modules, next)
    if (at === undefined || found.has(at)) continue
    found.add(at)
    if (ends.has(at)) continue
    const [path, name] = at.split('#') as [string, string]
    const { imports, declarations } = modules.get(path)!
    for (const used of declarations.get(name)!.uses) {
      open.push(imports.get(used) ?? `${path}#${used}`)
    }
  }
  return found
}

/** Where something is declared that may only have been handed on. */
function resolved(modules: Modules, where: string): string | undefined {
  const [path, name] = where.split('#') as [string, string]
  const module = modules.get(path)
  if (module === undefined) return undefined
  if (module.declarations.has(name)) return where
  const handed = module.handsOn.get(name)
  if (handed !== undefined) return resolved(modules, handed)
  return module.handsOnAll.map((file) => resolved(modules, `${file}#${name}`)).find(Boolean)
}

/** Of the declarations that were reached; a runner at which a search ended tells its own for all. */
function codesOf(modules: Modules, reached: ReadonlySet<string>): Code[] {
  const [start] = reached
  return sorted(
    Array.from(reached).flatMap((where) =>
      where in RUNNERS && where !== start ? [] : codesAt(modules, where),
    ),
  )
}

function codesAt(modules: Modules, where: string): readonly Code[] {
  const [path, name] = where.split('#') as [string, string]
  const { declarations } = modules.get(path)!
  const { codes, worksOut, named, uses } = declarations.get(name)!
  if (!worksOut) return codes
  return [...codes, ...named, ...Array.from(uses).flatMap((used) => declarations.get(used)?.named ?? [])]
}

function sorted(codes: readonly Code[]): Code[] {
  return [...new Set(codes)].toSorted()
}

function moduleOf({ path, tree }: Source): Module {
  const imports = new Map<string, string>()
  const handsOn = new Map<string, string>()
  const handsOnAll: string[] = []
  const declarations = new Map<string, Declaration>()
  const fileOf = (target: Node | undefined): string | undefined =>
    target !== undefined && isStringLiteral(target) && target.text.startsWith('.')
      ? posix.join(posix.dirname(path), target.text)
      : undefined
  for (const statement of tree.statements as readonly Node[]) {
    if (isImportDeclaration(statement)) {
      const file = fileOf(statement.moduleSpecifier)
      const names = statement.importClause?.namedBindings
      if (file === undefined || names === undefined || !isNamedImports(names)) continue
      for (const { name, propertyName } of names.elements)
        imports.set(name.text, `${file}#${(propertyName ?? name).text}`)
    } else if (isExportDeclaration(statement)) {
      const file = fileOf(statement.moduleSpecifier)
      if (file === undefined) continue
      const names = statement.exportClause
      if (names === undefined || !isNamedExports(names)) handsOnAll.push(file)
      else for (const { name } of names.elements) handsOn.set(name.text, `${file}#${name.text}`)
    } else for (const name of namesOf(statement)) declarations.set(name, declarationOf(statement))
  }
  return { imports, handsOn, handsOnAll, declarations }
}

function namesOf(statement: Node): string[] {
  if (isFunctionDeclaration(statement) || isClassDeclaration(statement)) {
    return statement.name === undefined ? [] : [statement.name.text]
  }
  if (!isVariableStatement(statement)) return []
  return statement.declarationList.declarations.flatMap(({ name }) => (isIdentifier(name) ? [name.text] : []))
}

function declarationOf(statement: Node): Declaration {
  const uses = new Set<string>()
  const codes: Code[] = []
  const named: Code[] = []
  let worksOut = false
  for (const node of descendants(statement)) {
    if (isIdentifier(node)) uses.add(node.text)
    if ((isStringLiteral(node) || isIdentifier(node)) && isCode(node.text)) named.push(node.text)
    if (!isCallExpression(node) || !isIdentifier(node.expression) || node.expression.text !== 'refuse')
      continue
    const code = node.arguments[0]
    if (code === undefined) continue
    const written = [code, ...descendants(code)].filter(isStringLiteral).map(({ text }) => text)
    codes.push(...written.filter(isCode))
    if (written.length === 0) worksOut = true
  }
  return { uses, codes, worksOut, named }
}

function isCode(text: string): text is Code {
  return text in CODES
}
