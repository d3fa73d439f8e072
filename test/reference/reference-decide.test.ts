/** The reference model against answers written by hand: if it is wrong, every proof that leans on it is. */
import { describe, expect, it } from 'vitest'
import { DECISION_CODES } from '../../src/core/catalogue/codes.ts'
import { checkCertificate } from './checker.ts'
import { rngFrom } from './random.ts'
import { referenceCertify } from './reference-certify.ts'
import { referenceDecide } from './reference-decide.ts'
import { effectiveKeys, referenceWhat } from './reference-queries.ts'
import { BUILT_IN_KEYS, BUILT_IN_ROLE_KEYS } from './role-table.ts'
import { SCENARIOS } from './scenarios.ts'
import { ALEX } from './scenarios-permission.ts'
import { T } from './tiny.ts'
import { questions, world } from './worlds.ts'

/** Given only to readers who may see the whole install, so never by a decision. */
const NEVER_DECIDED = new Set(['NO_ACCOUNT'])
const CODES = ['ALLOWED', ...DECISION_CODES.filter((code) => !NEVER_DECIDED.has(code))]

describe('the reference model', () => {
  it.each(SCENARIOS)('answers $answer: $name', ({ state, ask, answer }) => {
    const [permission, scope, principal = 'usr_alex', now = T] = ask
    const question = { principal, permission, scope, now }
    const { code, allowed } = referenceDecide(state, question)
    expect({ code, allowed }).toEqual({ code: answer, allowed: answer === 'ALLOWED' })
    expect(checkCertificate(state, referenceCertify(state, question), question)).toEqual({ accepted: true })
  })

  it('has a scenario for every code', () => {
    expect([...new Set(SCENARIOS.map((s) => s.answer))].toSorted()).toEqual(CODES.toSorted())
  })

  it('gives Alex exactly one key at the environment and the broad set everywhere else', () => {
    expect(referenceWhat(ALEX, 'usr_alex', 'billing/production', T)).toEqual(['deployment.logs.read'])
    for (const scope of ['organization', 'billing', 'billing/staging']) {
      expect(effectiveKeys(ALEX, 'usr_alex', scope, T)).toEqual(
        BUILT_IN_ROLE_KEYS['rol_readonly']?.toSorted(),
      )
    }
  })

  it('has a table of the sizes that the specification states', () => {
    const sizes = Object.values(BUILT_IN_ROLE_KEYS).map((keys) => keys.length)
    expect(sizes).toEqual([2, 8, 18, 34])
    expect(new Set(BUILT_IN_KEYS).size).toBe(34)
  })
})

describe('the random worlds', () => {
  it('meet every code and every status of every gate', () => {
    const met = new Map<string, number>()
    const count = (what: string): void => void met.set(what, (met.get(what) ?? 0) + 1)
    for (let index = 0; index < 3000; index++) {
      const state = world(7, index)
      for (const question of questions(state, rngFrom(8, index))) {
        const { code, gates } = referenceDecide(state, question)
        count(code)
        for (const g of gates) count(`${g.gate} ${g.code ?? g.status}`)
      }
    }
    expect(CODES.filter((code) => (met.get(code) ?? 0) < 20)).toEqual([])
    const gates = [...met.keys()].filter((what) => what.includes(' '))
    expect(gates.toSorted()).toMatchInlineSnapshot(`
      [
        "account BLOCKED",
        "account INVITE_CANCELLED",
        "account NOT_A_MEMBER",
        "account not_reached",
        "account passed",
        "features FLAG_OFF",
        "features NO_BETA_ACCESS",
        "features TIER_TOO_LOW",
        "features not_applicable",
        "features not_reached",
        "features passed",
        "permission ASSIGNED_ELSEWHERE",
        "permission ASSIGNMENT_EXPIRED",
        "permission KEY_NOT_IN_ROLE",
        "permission NO_ASSIGNMENT",
        "permission SHADOWED_BY_NARROWER_SCOPE",
        "permission not_reached",
        "permission passed",
        "resource PROJECT_ARCHIVED",
        "resource UNKNOWN_SCOPE",
        "resource not_reached",
        "resource passed",
        "signed_up INVITE_EXPIRED",
        "signed_up INVITE_PENDING",
        "signed_up NO_SSO_IDENTITY",
        "signed_up SSO_REQUIRED",
        "signed_up UNUSUAL_ACCOUNT",
        "signed_up not_applicable",
        "signed_up not_reached",
        "signed_up passed",
      ]
    `)
  })

  it('are the same again for the same seed and index', () => {
    expect(world(3, 14)).toEqual(world(3, 14))
    expect(world(3, 14)).not.toEqual(world(3, 15))
    expect(world(3, 14)).not.toEqual(world(4, 14))
  })
})
