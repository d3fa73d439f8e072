/** A claim: a test or a scenario says, by naming its id, that it proves a statement. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { descendants, type Source, withSources } from '../source.ts'

export interface Claim {
  readonly id: string
  /** Where it stands, as `path` relative to the root. */
  readonly file: string
  readonly line: number
  /** The scenario's name; a claim in a test file has none, and is found in the report by file and id. */
  readonly scenario?: string
}

export function collectClaims(root: string): Claim[] {
  const files = filesUnder(root, 'test')
  const tests = files.filter((path) => path.endsWith('.test.ts'))
  const scenarios = files.filter((path) => /^test\/scenarios\/.*\.ya?ml$/.test(path))
  return [
    ...withSources(root, tests, (sources) => sources.flatMap(claimsInTests)),
    ...scenarios.flatMap((path) => claimsInScenarios(path, readFileSync(join(root, path), 'utf8'))),
  ]
}

/** Ids stand in the title of `it`, `test` or `describe`, or in the table given to `.each`. */
function claimsInTests(source: Source): Claim[] {
  return [...descendants(source.tree)].filter(isCallExpression).flatMap((call) => {
    const title = call.arguments[0]
    if (!title || !RUNNERS.has(runnerOf(call.expression) ?? '') || call.arguments.length < 2) return []
    const start = call.expression.getStart(source.tree)
    const line = source.lineAt(start)
    return idsIn(source.text.slice(start, title.end)).map((id) => ({ id, file: source.path, line }))
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
      return { id, file, line, scenario }
    }),
  )
}
