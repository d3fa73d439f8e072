/** A claim: a test or a scenario says, by naming its id, that it proves a statement. */
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import {
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isTaggedTemplateExpression,
} from 'typescript/unstable/ast'
import { parse } from 'yaml'
import { z } from 'zod'
import { filesUnder } from '../files.ts'
import { importsOf } from '../imports.ts'
import { descendants, type Source, withSources } from '../source.ts'

export interface Claim {
  readonly id: string
  /** The file that runs it, as `path` relative to the root. */
  readonly file: string
  /** Where it is written: `path:line`. */
  readonly place: string
  /** The scenario's name; a claim in a test file has none, and is found in the report by file and id. */
  readonly scenario?: string
}

export function collectClaims(root: string): Claim[] {
  const files = filesUnder(root, 'test')
  const modules = files.filter((path) => path.endsWith('.ts'))
  const scenarios = files.filter((path) => /^test\/scenarios\/.*\.ya?ml$/.test(path))
  return [
    ...withSources(root, modules, claimsInTests),
    ...scenarios.flatMap((path) => claimsInScenarios(path, readFileSync(join(root, path), 'utf8'))),
  ]
}

/** Tests that several files run (on either store, say) stand in a module that those import. */
function claimsInTests(sources: readonly Source[]): Claim[] {
  const byPath = new Map(sources.map((source) => [source.path, source]))
  const tests = sources.filter(({ path }) => path.endsWith('.test.ts'))
  return tests.flatMap((test) =>
    [test, ...importedBy(test, byPath)].flatMap(titlesIn).flatMap(({ text, file, line }) => {
      const place = `${file}:${line}`
      return idsIn(text).map((id) => ({ id, file: test.path, place }))
    }),
  )
}

/** The modules that it imports, and those that they do; other test files run by themselves. */
function importedBy(test: Source, byPath: ReadonlyMap<string, Source>): Source[] {
  const found = new Set<Source>()
  const open = [test]
  for (let source = open.pop(); source !== undefined; source = open.pop()) {
    const folder = posix.dirname(source.path)
    for (const { target } of importsOf(source)) {
      const module = byPath.get(posix.join(folder, target))
      if (module === undefined || module.path.endsWith('.test.ts') || found.has(module)) continue
      found.add(module)
      open.push(module)
    }
  }
  return [...found]
}

/** What a test says of itself, and where it stands. */
export interface Title {
  readonly text: string
  readonly file: string
  readonly line: number
}

/** Ids stand in the title of `it`, `test` or `describe`, or in the table given to `.each`. */
export function titlesIn(source: Source): Title[] {
  return [...descendants(source.tree)].filter(isCallExpression).flatMap((call) => {
    const title = call.arguments[0]
    if (!title || !RUNNERS.has(runnerOf(call.expression) ?? '') || call.arguments.length < 2) return []
    const start = call.expression.getStart(source.tree)
    const text = source.text.slice(start, title.end)
    return [{ text, file: source.path, line: source.lineAt(start) }]
  })
}

const RUNNERS = new Set(['it', 'test', 'describe'])

/** The name at the bottom of `it`, `it.each(table)`, ``describe.each`table` `` and their like. */
function runnerOf(callee: Node): string | undefined {
  if (isIdentifier(callee)) return callee.text
  if (isPropertyAccessExpression(callee) || isCallExpression(callee)) return runnerOf(callee.expression)
  return isTaggedTemplateExpression(callee) ? runnerOf(callee.tag) : undefined
}

/** What is, or was meant to be, an id: `S0-7`, `A08`, but also `S0-77`, `s0-7` and `S0.7`. */
const LIKE_AN_ID = /\b(?:[SAF]\d+(?:[-._–]\d+)?|s\d+[-._–]\d+)\b/g

export function idsIn(text: string): string[] {
  return [...new Set(text.match(LIKE_AN_ID))]
}

const Scenario = z.looseObject({ scenario: z.string(), statements: z.array(z.string()).default([]) })

function claimsInScenarios(file: string, text: string): Claim[] {
  const content: unknown = parse(text)
  const scenarios = z.array(Scenario).parse(Array.isArray(content) ? content : [content])
  const lines = text.split('\n')
  return scenarios.flatMap(({ scenario, statements }) =>
    statements.map((id) => {
      const line = lines.findIndex((candidate) => candidate.includes(scenario)) + 1
      return { id, file, place: `${file}:${line}`, scenario }
    }),
  )
}
