/**
 * Sees to it that the console is built, once for each state of its sources. Several starts at the same time are safe:
 * each builds into a folder of its own, and whoever is first puts it in place by renaming it; nobody ever reads half.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'

const PACKAGE = join(import.meta.dirname, '../..')
const BUILDER = join(import.meta.dirname, 'build.ts')

/** What the result depends on: what is bundled, what bundles it, and the versions of all packages. */
const DEPENDS_ON = ['src/web', 'src/contract', 'src/core', 'src/console', 'package-lock.json', 'package.json']

export type EnsureOptions = {
  /** Told once, before a build begins. */
  readonly building?: () => void
  /** Where it may lie, best first; `placesOf` where it is not given. */
  readonly places?: readonly string[]
}

/** @param otherwise where it is kept when the package's own folder cannot be written */
export function placesOf(otherwise?: string): readonly string[] {
  return [join(PACKAGE, 'node_modules/.cache'), ...(otherwise === undefined ? [] : [otherwise])]
}

/** @returns the folder that holds the built console */
export async function ensureConsole({ building, places = placesOf() }: EnsureOptions = {}): Promise<string> {
  const name = `console-${fingerprint()}`
  const ready = places.map((place) => join(place, name)).find(isBuilt)
  if (ready !== undefined) return ready
  building?.()
  // A shared temporary folder could be prepared by somebody else: the last resort belongs to this process alone.
  const place = places.find(isWritable) ?? mkdtempSync(join(tmpdir(), 'compartment-'))
  return buildInto(place, name)
}

async function buildInto(place: string, name: string): Promise<string> {
  const target = join(place, name)
  const fresh = mkdtempSync(join(place, 'building-console-'))
  try {
    await run(fresh)
    putInPlace(fresh, target)
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
  forgetOthers(place, name)
  return target
}

async function run(into: string): Promise<void> {
  // The settings and secrets of the server are no business of a bundler.
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production' }
  try {
    await promisify(execFile)(process.execPath, ['--no-warnings', BUILDER, into], { cwd: PACKAGE, env })
  } catch (error) {
    const { stderr } = error as { readonly stderr?: string }
    throw new Error(`the console could not be built: ${stderr?.trim() || String(error)}`, { cause: error })
  }
}

function putInPlace(fresh: string, target: string): void {
  try {
    renameSync(fresh, target)
  } catch (error) {
    // Somebody was faster, with the same sources and so the same result.
    if (!isBuilt(target)) throw error
  }
}

function isBuilt(folder: string): boolean {
  return existsSync(join(folder, 'index.html'))
}

function isWritable(place: string): boolean {
  try {
    mkdirSync(place, { recursive: true, mode: 0o700 })
    accessSync(place, constants.W_OK)
    return true
  } catch {
    return false
  }
}

const KEPT = 3
const HOUR = 3_600_000

/** Of earlier states of the sources the newest few stay, for servers that still start from them. */
function forgetOthers(place: string, name: string): void {
  const entries = readdirSync(place)
    .filter((entry) => /^(?:building-)?console-\w+$/.test(entry) && entry !== name)
    .map((entry) => ({
      entry,
      changed: statSync(join(place, entry), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    }))
  const isInterrupted = ({ entry, changed }: (typeof entries)[number]): boolean =>
    entry.startsWith('building-') && changed < Date.now() - HOUR
  const earlier = entries
    .filter(({ entry }) => entry.startsWith('console-'))
    .toSorted((a, b) => b.changed - a.changed)
    .slice(KEPT)
  for (const { entry } of [...earlier, ...entries.filter(isInterrupted)]) {
    rmSync(join(place, entry), { recursive: true, force: true })
  }
}

/** Of everything that the result depends on: names and contents. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const path of DEPENDS_ON.flatMap((name) => filesOf(join(PACKAGE, name)))) {
    const content = readFileSync(path)
    hash.update(`${relative(PACKAGE, path)}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex').slice(0, 32)
}

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
