/**
 * The lockfile matches package.json, pins every package by hash, and names no registry host (npm asks the
 * one each user has set).
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Finding, main, type Outcome } from './finding.ts'

const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const
const Versions = z.record(z.string(), z.string()).default({})
const Manifest = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
})
const Entry = z.object({ resolved: z.string().optional(), integrity: z.string().optional() })
const Lock = z.object({ packages: z.looseObject({ '': Manifest }).catchall(Entry) })

const LOCKFILE = 'package-lock.json'

export function lockfile(root: string): Outcome {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, name), 'utf8'))
  const manifest = Manifest.parse(read('package.json'))
  const { '': locked, ...packages } = Lock.parse(read(LOCKFILE)).packages
  const drift = KINDS.filter((kind) => !isDeepStrictEqual(locked[kind], manifest[kind])).map((kind) =>
    finding(`${kind} differ from package.json: run npm install`),
  )
  const entries = Object.entries(packages)
  return {
    findings: [...drift, ...entries.flatMap(([name, entry]) => faults(name, Entry.parse(entry)))],
    seen: `${entries.length} packages`,
  }
}

function faults(name: string, { resolved, integrity }: z.infer<typeof Entry>): Finding[] {
  if (resolved) return [finding(`\`${name}\` names a registry: remove \`resolved\``)]
  return integrity ? [] : [finding(`\`${name}\` has no hash`)]
}

const finding = (message: string): Finding => ({ at: LOCKFILE, message })

if (import.meta.main) main(lockfile)
