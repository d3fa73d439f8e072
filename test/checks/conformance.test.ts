/** The conformance page says `passed` only when the last whole run did. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Files, SmallHouse } from '../support/small-house.ts'

/** What `npm test` leaves behind: the titles of the tests in the small house, and how they ended. */
function report(tests: Readonly<Record<string, string>>): Files {
  const assertionResults = Object.entries(tests).map(([fullName, status]) => ({ fullName, status }))
  const testResults = [{ name: '/anywhere/test/core/even.test.ts', assertionResults }]
  return { '.reports/vitest.json': JSON.stringify({ testResults }) }
}

const TITLE = 'NUM-01 tells even from odd (S0-1)'
const row = /^\| S0-1 \| (.*?) \|/m

describe('the conformance page', () => {
  let house: SmallHouse
  let changed: Files = {}
  let fresh: Files
  beforeAll(() => {
    house = new SmallHouse()
    fresh = { 'docs/conformance.md': house.read('docs/conformance.md') }
  }, 60_000)
  afterEach(() => {
    house.restore(changed)
    house.write(fresh)
    changed = {}
  })
  afterAll(() => house[Symbol.dispose]())

  const write = (files: Files): void => {
    changed = { ...changed, ...files }
    house.write(files)
  }
  const written = (): string => {
    expect(house.conformance().status).toBe(0)
    return house.read('docs/conformance.md')
  }

  it.each([
    ['passed', { [TITLE]: 'passed' }],
    ['failed', { [TITLE]: 'failed' }],
    ['failed', { [TITLE]: 'passed', [`${TITLE} again`]: 'failed' }],
    ['not run', { [TITLE]: 'skipped' }],
    ['not run', { 'another test': 'passed' }],
  ] as const)('says `%s` after %j', (result, tests) => {
    write(report(tests))
    expect(written().match(row)?.[1]).toBe(result)
  })

  it('says `not run` without a report, and `no test` for what nobody claims', () => {
    const page = written()
    expect(page.match(row)?.[1]).toBe('not run')
    expect(page).toMatch(/^\| S0-2 \| no test \|/m)
  })

  it('finds the result of a scenario by its name', () => {
    write({ 'test/scenarios/odd.yaml': '- scenario: three is odd\n  statements: [S0-2]\n' })
    write(report({ 'http > three is odd': 'passed', 'core > three is odd': 'passed' }))
    expect(written()).toMatch(/^\| S0-2 \| passed \|.*“three is odd”/m)
    write(report({ 'http > three is odd': 'failed', 'core > three is odd': 'passed' }))
    expect(written()).toMatch(/^\| S0-2 \| failed \|/m)
  })

  it('finds the tests that a file runs by importing them', () => {
    write({
      'test/core/even.test.ts': `import { promises } from './promises.ts'\n\npromises()\n`,
      'test/core/promises.ts': `import { expect, it } from 'vitest'

/** What holds on every store. */
export function promises(): void {
  it('tells odd from even (S0-2)', () => expect(1).toBe(1))
}
`,
      ...report({ 'tells odd from even (S0-2)': 'passed' }),
    })
    expect(written()).toMatch(/^\| S0-2 \| passed \|.*core\/even\.test\.ts/m)
    write({ 'test/core/even.test.ts': `import { it } from 'vitest'\n\nit.todo('tells')\n` })
    expect(written()).toMatch(/^\| S0-2 \| no test \|/m)
  })

  it('is stale when the results changed, but only after a run', () => {
    write(report({ [TITLE]: 'failed' }))
    expect(house.conformance('--check').status).toBe(0)
    const { status, output } = house.conformance('--check', '--results')
    expect(output).toMatch(/docs\/conformance\.md {2}is stale/)
    expect(status).toBe(1)
    written()
    expect(house.conformance('--check', '--results').status).toBe(0)
  })

  it('cannot be compared with a run that never happened', () => {
    const { status, output } = house.conformance('--check', '--results')
    expect(output).toMatch(/no report of a test run/)
    expect(status).toBe(1)
  })
})
