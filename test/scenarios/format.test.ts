/** The scenarios together leave no code out, and a scenario that says something wrong does not pass. */
import { describe, expect, it } from 'vitest'
import { CODES, type Code, DECISION_CODES } from '../../src/core/index.ts'
import { openCore } from './runner/core-door.ts'
import { SCENARIOS } from './runner/files.ts'
import { runScenario } from './runner/run.ts'
import { readScenarios } from './runner/scenario.ts'

describe('the scenarios together', () => {
  it('have every decision code', () => {
    const answered = new Set(SCENARIOS.flatMap(({ asked }) => asked.map(({ answer }) => answer)))
    // Only to readers who may see the whole install, whom nobody can be yet.
    const unreachable = new Set<Code>(['NO_ACCOUNT'])
    expect(DECISION_CODES.filter((code) => !answered.has(code) && !unreachable.has(code))).toEqual([])
  })

  it('have every guard code', () => {
    const refused = new Set(SCENARIOS.map(({ done }) => done?.outcome.code))
    const guards = (Object.keys(CODES) as Code[]).filter((code) => CODES[code].class === 'guard')
    expect(guards.filter((code) => !refused.has(code))).toEqual([])
  })

  it('have names that are found in a report: none is part of another', () => {
    const names = SCENARIOS.map(({ name }) => name)
    const parts = names.filter((name, at) => names.some((other, i) => i !== at && other.includes(name)))
    expect(parts).toEqual([])
  })
})

const RIGHT = `
- scenario: a narrow grant hides a broad one
  given:
    assignments: ['alex deployer @organization', 'alex viewer @billing']
  ask: alex variable.write @billing
  answer: deny SHADOWED_BY_NARROWER_SCOPE
  because: decided @billing; organization would have allowed through deployer
`
const CHANGE = `
- scenario: an impact
  given:
    assignments: ['alex deployer @organization']
  when: assignment create --role viewer --user alex@example.com --scope billing
  then: refused WOULD_NARROW +0 −16
  because: alex −16 @billing
`
const ESCALATION = `
- scenario: an escalation
  given:
    people: { bo: active }
    assignments: ['mia [organization.role.manage] @organization']
  as: mia
  when: assignment create --role viewer --user bo@example.com --scope billing
  then: refused ESCALATION
  missing: [app.route.access @billing, project.read @billing]
`

const PAST = `
- scenario: a history
  past:
    - '-5d: role grant alex@example.com deployer'
    - '-2d: user block alex@example.com'
  given: { people: { alex: active } }
  ask: history alex variable.write @billing since -7d
  answer: [before deny NO_ASSIGNMENT, -5d allow by role grant of ada, -2d deny BLOCKED by user block of ada]
  and:
    - { ask: alex variable.write @billing as of -3d, answer: allow }
    - { ask: who variable.write @billing as of -3d, answer: [ada through admin, alex through deployer] }
`

async function run(text: string): Promise<void> {
  for (const scenario of readScenarios('planted.yaml', text)) await runScenario(scenario, openCore)
}

describe('the runner', () => {
  it.each([
    ['a question', RIGHT],
    ['a change', CHANGE],
    ['an escalation', ESCALATION],
    ['a history', PAST],
  ])('passes %s that is told right', async (_, text) => {
    await run(text)
  })

  it.each([
    ['an allow where it is denied', RIGHT, 'deny SHADOWED_BY_NARROWER_SCOPE', 'allow'],
    ['another code', RIGHT, 'SHADOWED_BY_NARROWER_SCOPE', 'KEY_NOT_IN_ROLE'],
    ['another role in because', RIGHT, 'through deployer', 'through admin'],
    ['another deciding scope in because', RIGHT, 'decided @billing;', 'decided @organization;'],
    ['a second problem that is not there', RIGHT, '  because', '  second: FLAG_OFF\n  because'],
    ['gates that are otherwise', RIGHT, '  because', '  gates: passed\n  because'],
    ['a change that is done', CHANGE, 'refused WOULD_NARROW +0 −16\n  because: alex −16 @billing', 'done'],
    ['another code of a refusal', CHANGE, 'WOULD_NARROW', 'WOULD_WIDEN'],
    ['another count of lost keys', CHANGE, '+0 −16', '+0 −17'],
    ['another impact', CHANGE, 'alex −16', 'bo −16'],
    ['one missing key too few', ESCALATION, 'app.route.access @billing, ', ''],
    ['a flip at another time', PAST, '-5d allow', '-4d allow'],
    ['a flip by somebody else', PAST, 'role grant of ada', 'role grant of bo'],
    ['a flip too few', PAST, ', -2d deny BLOCKED by user block of ada', ''],
    ['an answer of another time', PAST, 'as of -3d, answer: allow', 'as of -1d, answer: allow'],
    ['somebody who could not', PAST, ', alex through deployer]', ']'],
    ['a missing key at another place', ESCALATION, 'project.read @billing', 'project.read @organization'],
  ])('fails %s', async (_, text, right, wrong) => {
    expect(text).toContain(right)
    await expect(run(text.replace(right, wrong))).rejects.toThrow()
  })

  it('tells a second problem that the scenario leaves out', async () => {
    const blocked = RIGHT.replace('given:', 'given:\n    people: { alex: blocked }')
    const told = blocked.replace('deny SHADOWED_BY_NARROWER_SCOPE', 'deny BLOCKED')
    const stopped = told.replace(/because: .*/, 'because: stopped at account')
    await expect(run(stopped)).rejects.toThrow('second')
  })
})

describe('reading a file', () => {
  it.each([
    ['a misspelt key of given', 'given:', 'given:\n    archieved: [billing]', 'archieved'],
    ['a misspelt key of the scenario', 'because:', 'becuase:', 'becuase'],
    ['a code that does not exist', 'SHADOWED_BY_NARROWER_SCOPE', 'SHADOWED', 'SHADOWED'],
    ['a question without an answer', '  answer: deny SHADOWED_BY_NARROWER_SCOPE\n', '', 'answer'],
    ['an answer without a reason', /\n {2}because.*/, '', 'because'],
    ['a question without a scope', '@billing\n', 'billing\n', 'asks nothing'],
    ['a time that is none', '@billing\n', '@billing at noon\n', 'noon'],
    [
      'a list for a decision',
      'deny SHADOWED_BY_NARROWER_SCOPE',
      '[deny SHADOWED_BY_NARROWER_SCOPE]',
      'one line',
    ],
    ['one line for a list', /ask: .*/, 'ask: lint', 'a list'],
    [
      'a past that is to come',
      '  given:',
      "  past: ['+1d: user block bo@example.com']\n  given:",
      'not of the past',
    ],
  ])('refuses %s, naming file and scenario', (_, right, wrong, named) => {
    const text = RIGHT.replace(right, wrong)
    expect(text).not.toBe(RIGHT)
    expect(() => readScenarios('planted.yaml', text)).toThrow(
      /^planted\.yaml: scenario `a narrow grant hides a broad one`: /,
    )
    expect(() => readScenarios('planted.yaml', text)).toThrow(named)
  })

  it.each([
    ['people', 'people: { alex: blokced }', 'blokced'],
    ['an assignment', 'assignments: [alex viewer billing]', 'alex viewer billing'],
    ['a role', 'assignments: [alex emperor @billing]', 'emperor'],
    ['a place', 'assignments: [alex viewer @payroll]', 'payroll'],
    ['a seat', 'groups: { ops: [alex by hand] }', 'alex by hand'],
    ['a feature', 'catalogue: { features: { cases: flag cases.read } }', 'flag cases.read'],
    ['a provider', 'people: { alex: sso corp }', 'corp'],
  ])('refuses %s that it does not understand', async (_, given, named) => {
    const text = `- { scenario: one, given: { ${given} }, ask: alex project.read @billing, answer: allow, because: it }`
    await expect(run(text)).rejects.toThrow(/^planted\.yaml: scenario `one`: /)
    await expect(run(text)).rejects.toThrow(named)
  })

  it.each([
    ['a command that no door knows', 'user bock alex@example.com'],
    ['an option that the command has not', 'user block alex@example.com --because late'],
    ['an argument too few', 'group member add ops'],
  ])('refuses %s', (_, line) => {
    const text = `- { scenario: one, when: ${line}, then: done }`
    expect(() => readScenarios('planted.yaml', text)).toThrow(/^planted\.yaml: scenario `one`: /)
  })
})
