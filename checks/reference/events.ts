/** docs/reference/events.md: the events of the journal, what each carries, and which operations write it. */
import { posix } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import {
  isIdentifier,
  isImportDeclaration,
  isNamedImports,
  isPropertySignatureDeclaration,
  isStringLiteral,
  isTypeAliasDeclaration,
  isTypeLiteralNode,
} from 'typescript/unstable/ast'
import type { Operation } from '../../src/contract/operation.ts'
import { filesUnder, isSource } from '../files.ts'
import { descendants, type Source, withSources } from '../source.ts'
import { anchor, codeBlock, GENERATED } from './markdown.ts'

const CATALOGUE = 'src/core/catalogue/events.ts'

type EventEntry = {
  readonly type: string
  readonly about: string
  readonly data: string
  readonly shapes: readonly string[]
}

export function eventsPage(root: string, operations: readonly Operation[]): string {
  const paths = filesUnder(root, 'src/core').filter(isSource)
  return withSources(root, paths, (sources) => {
    const types = new Map(sources.flatMap(aliasesOf))
    const catalogue = sources.find(({ path }) => path === CATALOGUE)!
    const entries = entriesOf(catalogue)
    const shapes = new Map<string, string>()
    for (const { shapes: names } of entries) for (const name of names) collect(name, types, shapes)
    return [
      '# Events\n',
      `${GENERATED}\n`,
      INTRODUCTION,
      ...entries.map((entry) => eventText(entry, operations)),
      '## Shapes\n',
      ...[...shapes]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, text]) => `### ${name}\n\n${codeBlock(text, 'ts')}\n`),
    ].join('\n')
  })
}

const INTRODUCTION = `What an organization’s journal is made of: each record has one event, with what changed before and after. People are named
by id only. The list is closed; \`audit list --type\` filters by it.
`

function eventText({ type, about, data, shapes }: EventEntry, operations: readonly Operation[]): string {
  const by = operations.filter(({ writes }) => (writes as readonly string[] | undefined)?.includes(type))
  const names = by.map(({ name, command }) =>
    command === undefined ? `\`${name}\`` : `[\`${command}\`](cli.md#${anchor(`compartment ${command}`)})`,
  )
  const links = [...new Set(shapes)].map((name) => `[\`${name}\`](#${anchor(name)})`)
  return [
    `## ${type}\n`,
    ...(about === '' ? [] : [`${about}\n`]),
    `${codeBlock(data, 'ts')}\n`,
    `Written by: ${names.join(', ') || 'the server itself'}.${links.length === 0 ? '' : ` Shapes: ${links.join(', ')}.`}\n`,
  ].join('\n')
}

/** The members of `EventData`, with their docstrings. */
function entriesOf({ tree, text }: Source): EventEntry[] {
  const known = new Set(importedNames(tree))
  const list = [...descendants(tree)].find(
    (node) => isTypeAliasDeclaration(node) && node.name.text === 'EventData',
  )
  const literal = [...descendants(list!)].find(isTypeLiteralNode)!
  return (literal.members as readonly Node[]).filter(isPropertySignatureDeclaration).map((member) => {
    const name = member.name as Node
    const before = text.slice(member.pos, member.getStart(tree))
    const about = /\/\*\*\s*([^]*?)\s*\*\//.exec(before)?.[1]?.replaceAll(/\s*\n\s*\*\s*/g, ' ') ?? ''
    return {
      type: isStringLiteral(name) ? name.text : '',
      about,
      data: tidy(text.slice((member.type as Node).getStart(tree), (member.type as Node).end)),
      shapes: identifiersIn(member).filter((one) => known.has(one)),
    }
  })
}

/** `Edit<T>` and read-only marks are for the compiler. */
function tidy(type: string): string {
  return type
    .replaceAll('readonly ', '')
    .replaceAll(/Edit<([^>]+)>/g, '{ before: $1; after: $1 }')
    .replaceAll(/ \} & \{ /g, '; ')
}

function importedNames(tree: Node): string[] {
  return [...descendants(tree)].filter(isImportDeclaration).flatMap((one) => {
    const names = one.importClause?.namedBindings
    return names !== undefined && isNamedImports(names) ? names.elements.map(({ name }) => name.text) : []
  })
}

function identifiersIn(node: Node): string[] {
  return [...descendants(node)].filter(isIdentifier).map(({ text }) => text)
}

type Alias = { readonly text: string; readonly mentions: readonly string[] }

function aliasesOf({ path, tree, text }: Source): [string, Alias][] {
  if (posix.dirname(path) !== 'src/core/model' && posix.dirname(path) !== 'src/core/catalogue') return []
  return (tree.statements as readonly Node[]).filter(isTypeAliasDeclaration).map((alias) => [
    alias.name.text,
    {
      text: text
        .slice(alias.getStart(tree), alias.end)
        .replaceAll('readonly ', '')
        .replace(/^export /, ''),
      mentions: identifiersIn(alias.type),
    },
  ])
}

function collect(name: string, types: ReadonlyMap<string, Alias>, into: Map<string, string>): void {
  const alias = types.get(name)
  if (alias === undefined || into.has(name)) return
  into.set(name, alias.text)
  for (const other of alias.mentions) collect(other, types, into)
}
