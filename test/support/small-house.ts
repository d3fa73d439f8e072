/**
 * A small healthy project in a temporary folder, judged by this repository's own configuration: the ground
 * on which each check is shown a fault.
 */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const repository = join(import.meta.dirname, '../..')
const CONFIGURATION = ['tsconfig.json', 'biome.json', '.oxlintrc.json', 'knip.json', 'src/web/tsconfig.json']

/** File contents by path. */
export type Files = Readonly<Record<string, string>>

/** A package.json with these development dependencies. */
export function manifest(...dependencies: string[]): string {
  const devDependencies = Object.fromEntries(dependencies.map((name) => [name, '*']))
  return `${JSON.stringify({ name: 'small', type: 'module', devDependencies }, undefined, 2)}\n`
}

/** A package-lock.json for these development dependencies, with one locked package, `left`. */
export function lock(devDependencies: Readonly<Record<string, string>>, left: object = {}): string {
  const packages = { '': { devDependencies }, 'node_modules/left': { integrity: 'sha512-left', ...left } }
  return `${JSON.stringify({ packages }, undefined, 2)}\n`
}

const HEALTHY: Files = {
  'package.json': manifest('vitest'),
  'package-lock.json': lock({ vitest: '*' }),
  'src/core/even.ts': `/** Says whether a whole number is even. */
export const isEven = (value: number): boolean => value % 2 === 0
`,
  'src/core/index.ts': `export { isEven } from './even.ts'\n`,
  'src/server.ts': `import { isEven } from './core/index.ts'

process.exitCode = isEven(2) ? 0 : 1
`,
  'src/web/main.tsx': `document.title = 'Small'\n`,
  'test/core/even.test.ts': `import { expect, it } from 'vitest'
import { isEven } from '../../src/core/even.ts'

it('NUM-01 tells even from odd (S0-1)', () => {
  expect(isEven(3)).toBe(false)
})
`,
  'docs/statements.yaml': `- group: Numbers
  statements:
    S0-1: Even is told from odd.
    S0-2: Odd is told from even.
`,
  'docs/attacks.yaml': `- group: Numbers
  lines:
    NUM-01: { attack: odd taken for even }
    NUM-02: { attack: half a number, waits_for: fractions }
`,
}

export interface Verdict {
  readonly status: number | null
  readonly output: string
}

export class SmallHouse implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'compartment-house-'))

  /** What files held before they were first written over. */
  readonly #before = new Map<string, string>()

  /** Files that were not there before they were first written. */
  readonly #added = new Set<string>()

  constructor() {
    for (const name of CONFIGURATION) cpSync(join(repository, name), join(this.root, name))
    symlinkSync(join(repository, 'node_modules'), join(this.root, 'node_modules'))
    this.write(HEALTHY)
    this.#added.clear()
    run('conformance.ts', this.root)
    run('attacks.ts', this.root)
    run('reference.ts', this.root)
  }

  write(files: Files): void {
    for (const [path, content] of Object.entries(files)) {
      const target = join(this.root, path)
      if (!existsSync(target)) this.#added.add(path)
      else if (!this.#before.has(path) && !this.#added.has(path))
        this.#before.set(path, readFileSync(target, 'utf8'))
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
    }
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  /** Puts back what was there before, or removes a file that was not. */
  restore(files: Files): void {
    for (const path of Object.keys(files)) rmSync(join(this.root, path), { force: true })
    this.write(Object.fromEntries(Array.from(this.#before).filter(([path]) => path in files)))
  }

  /** As `npm run check -- <name>` would judge this folder. */
  check(name: string): Verdict {
    return run('run.ts', '--root', this.root, name)
  }

  conformance(...flags: string[]): Verdict {
    return run('conformance.ts', this.root, ...flags)
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

function run(program: string, ...args: string[]): Verdict {
  const child = spawnSync(process.execPath, [join(repository, 'checks', program), ...args], {
    encoding: 'utf8',
  })
  return { status: child.status, output: child.stdout + child.stderr }
}
