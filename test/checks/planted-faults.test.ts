/** A check that cannot fail protects nothing: each is shown a fault and must say so in its own words. */
import { afterAll, describe, expect, it } from 'vitest'
import { type Files, lock, manifest, SmallHouse } from '../support/small-house.ts'

interface Fault {
  readonly fault: string
  readonly files: Files
  readonly says: RegExp
}

const lines = (count: number, line: (number: number) => string): string =>
  Array.from({ length: count }, (_, number) => line(number)).join('\n')

const inCore = (code: string): Files => ({ 'src/core/planted.ts': `${code}\n` })

const FAULTS: Readonly<Record<string, readonly Fault[]>> = {
  types: [
    {
      fault: 'a string where a number belongs',
      files: inCore("export const planted: number = 'one'"),
      says: /planted\.ts.*TS2322/,
    },
    {
      fault: 'an enum, which Node cannot strip',
      files: inCore('export enum Planted {\n  One,\n}'),
      says: /TS1294/,
    },
    {
      fault: 'an unchecked element of an array',
      files: inCore('export const first = (all: number[]): number => all[0]'),
      says: /TS2322/,
    },
  ],
  'types-web': [
    {
      fault: 'a number where a browser wants text',
      files: { 'src/web/planted.tsx': 'document.title = 1\n' },
      says: /planted\.tsx.*TS2322/,
    },
    {
      fault: 'what only Node has',
      files: { 'src/web/planted.tsx': 'process.exit()\n' },
      says: /planted\.tsx.*TS2(?:304|580|591)/,
    },
  ],
  format: [{ fault: 'a semicolon', files: inCore('export const planted = 1;'), says: /planted\.ts format/ }],
  lint: [
    {
      fault: 'a floating promise',
      files: inCore(
        'const later = async (): Promise<void> => {}\nexport const planted = (): void => {\n  later()\n}',
      ),
      says: /no-floating-promises/,
    },
    {
      fault: 'any',
      files: inCore('export const planted = (value: any): unknown => value'),
      says: /no-explicit-any/,
    },
  ],
  layers: [
    {
      fault: 'the core importing the store',
      files: inCore("import { open } from '../store/open.ts'"),
      says: /core may not import src\/store\/open\.ts/,
    },
    {
      fault: 'the console importing the store',
      files: { 'src/web/planted.tsx': "export { open } from '../store/open.ts'\n" },
      says: /web may not import src\/store\/open\.ts/,
    },
    {
      fault: 'the core importing Node',
      files: inCore("import { readFileSync } from 'node:fs'"),
      says: /planted\.ts:1 {2}core may not import node:fs/,
    },
    {
      fault: 'the core importing a package, only for a type',
      files: inCore("export type Planted = import('zod').ZodType"),
      says: /core may not import package zod/,
    },
    {
      fault: 'a name computed at run time',
      files: inCore('export const planted = (name: string) => import(name)'),
      says: /core may not import package \(computed\)/,
    },
    {
      fault: 'the store using more of the core than its types',
      files: { 'src/store/planted.ts': "import { isEven } from '../core/index.ts'\n" },
      says: /store may not import src\/core\/index\.ts/,
    },
    {
      fault: 'http going past the operations',
      files: { 'src/http/planted.ts': "export { open } from '../store/open.ts'\n" },
      says: /http may not import src\/store\/open\.ts/,
    },
    {
      fault: 'a command that works on this machine outside src/cli/local',
      files: { 'src/cli/planted.ts': "import '../server.ts'\n" },
      says: /cli may not import src\/server\.ts/,
    },
    {
      fault: 'a folder that is not a room',
      files: { 'src/attic/planted.ts': 'export const planted = 1\n' },
      says: /not a room of the house/,
    },
  ],
  purity: [
    {
      fault: 'the clock',
      files: inCore('export const planted = Date.now()'),
      says: /core may not use Date\.now/,
    },
    {
      fault: 'today',
      files: inCore('export const planted = new Date()'),
      says: /core may not use `new Date\(\)`/,
    },
    {
      fault: 'chance',
      files: inCore('export const planted = Math.random()'),
      says: /may not use Math\.random/,
    },
    {
      fault: 'chance, taken apart',
      files: inCore('export const { random } = Math'),
      says: /may not use Math other/,
    },
    {
      fault: 'the environment',
      files: inCore('export const planted = process.env'),
      says: /may not use process/,
    },
    {
      fault: 'secrets',
      files: inCore('export const planted = crypto.randomUUID()'),
      says: /may not use crypto/,
    },
    { fault: 'the network', files: inCore("export const planted = fetch('/')"), says: /may not use fetch/ },
    { fault: 'a timer', files: inCore('setTimeout(() => undefined, 1)'), says: /may not use setTimeout/ },
  ],
  budgets: [
    {
      fault: 'a file of 401 lines',
      files: inCore(lines(401, (number) => `export const planted${number} = ${number}`)),
      says: /401 lines, the budget of a file is 400/,
    },
    {
      fault: 'a function of 61 lines',
      files: inCore(`export function planted(): void {\n${lines(59, () => '  void 0')}\n}`),
      says: /planted\.ts:1 {2}a function of 61 lines, the budget is 60/,
    },
  ],
  drawers: [
    {
      fault: 'utils.ts',
      files: { 'src/core/utils.ts': 'export const planted = 1\n' },
      says: /`utils\.ts` is a drawer/,
    },
    {
      fault: 'helpers/',
      files: { 'test/helpers/one.ts': 'export const planted = 1\n' },
      says: /`helpers` is a drawer/,
    },
  ],
  'machine-traces': [
    {
      fault: 'a path of one machine',
      files: { 'NOTES.md': ['see ', 'work', 'main\n'].join('/') },
      says: /absolute path of one machine/,
    },
  ],
  lockfile: [
    {
      fault: 'a registry host',
      files: {
        'package-lock.json': lock({ vitest: '*' }, { resolved: 'https://registry.example/left.tgz' }),
      },
      says: /package-lock\.json {2}`node_modules\/left` names a registry/,
    },
    {
      fault: 'a package without a hash',
      files: { 'package-lock.json': lock({ vitest: '*' }, { integrity: undefined }) },
      says: /`node_modules\/left` has no hash/,
    },
    {
      fault: 'a lockfile that does not match package.json',
      files: { 'package-lock.json': lock({ vitest: '1.0.0' }) },
      says: /devDependencies differ from package\.json/,
    },
  ],
  'dead-code': [
    {
      fault: 'a file nobody imports',
      files: inCore('export const planted = 1'),
      says: /Unused files.*\n.*planted\.ts/,
    },
    {
      fault: 'an export nobody uses',
      files: {
        'src/core/even.ts': `export const isEven = (value: number): boolean => value % 2 === 0\nexport const planted = 1\n`,
      },
      says: /Unused exports.*\nplanted/,
    },
    {
      fault: 'a dependency nobody uses',
      files: {
        'package.json': manifest('vitest', 'left'),
      },
      says: /Unused devDependencies.*\nleft/,
    },
  ],
  conformance: [
    {
      fault: 'a test that names a statement nobody made',
      files: { 'test/core/planted.test.ts': "it('counts (S0-77)', () => undefined)\n" },
      says: /planted\.test\.ts:1 {2}`S0-77` is not a statement/,
    },
    {
      fault: 'a misspelt statement in a table of cases',
      files: { 'test/core/planted.test.ts': "it.each([['S0.1']])('counts: %s', () => undefined)\n" },
      says: /`S0\.1` is not a statement/,
    },
    {
      fault: 'a scenario that names an unknown statement',
      files: { 'test/scenarios/planted.yaml': '- scenario: counting\n  statements: [S0-78]\n' },
      says: /planted\.yaml:1 {2}`S0-78` is not a statement/,
    },
    {
      fault: 'a page that does not know a new test',
      files: { 'test/core/planted.test.ts': "it('counts (S0-2)', () => undefined)\n" },
      says: /docs\/conformance\.md {2}is stale/,
    },
  ],
  attacks: [
    {
      fault: 'a test that names an attack nobody listed',
      files: { 'test/core/planted.test.ts': "it('NUM-77 counts', () => undefined)\n" },
      says: /planted\.test\.ts:1 {2}`NUM-77` is not an attack/,
    },
    {
      fault: 'an attack that nobody tries and that waits for nothing',
      files: { 'docs/attacks.yaml': '- group: Numbers\n  lines:\n    NUM-03: { attack: none }\n' },
      says: /`NUM-03` has neither a test that names it nor `waits_for`/,
    },
    {
      fault: 'a page that does not know a new test',
      files: { 'test/core/planted.test.ts': "it('NUM-02 halves', () => undefined)\n" },
      says: /docs\/attacks\.md {2}is stale/,
    },
  ],
  reference: [
    {
      fault: 'a page that says something else than the program',
      files: { 'docs/reference/codes.md': '# Codes\n' },
      says: /docs\/reference\/codes\.md {2}is stale/,
    },
    {
      fault: 'a page of operations that are gone',
      files: { 'docs/reference/http/planted.md': '# Planted\n' },
      says: /http\/planted\.md {2}is made of nothing any more/,
    },
  ],
}

const house = new SmallHouse()
afterAll(() => house[Symbol.dispose]())

describe.each(Object.entries(FAULTS))('the check `%s`', (check, faults) => {
  it('passes where nothing is wrong', () => {
    const { status, output } = house.check(check)
    expect(output).toMatch(/^ok .*\nall 1 checks passed\n$/)
    expect(status).toBe(0)
  })

  it.each(faults)('finds $fault', ({ files, says }) => {
    house.write(files)
    const { status, output } = house.check(check)
    house.restore(files)
    expect(output).toMatch(says)
    expect(output).toContain(`failed: ${check}`)
    expect(status).toBe(1)
  })
})

it('every check has a planted fault here', () => {
  const { output } = house.check('no-such-check')
  expect(output.trim()).toBe(`no check is called no-such-check; there are ${Object.keys(FAULTS).join(', ')}`)
})
