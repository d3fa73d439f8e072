/** Reads docs/statements.yaml: what must be true, by id, in the order of the page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'

const Groups = z.array(z.strictObject({ group: z.string(), statements: z.record(z.string(), z.string()) }))

export type Group = z.infer<typeof Groups>[number]

export function readStatements(root: string): Group[] {
  return Groups.parse(parse(readFileSync(join(root, 'docs/statements.yaml'), 'utf8')))
}

export function idsOf(groups: readonly Group[]): Set<string> {
  return new Set(groups.flatMap((group) => Object.keys(group.statements)))
}
