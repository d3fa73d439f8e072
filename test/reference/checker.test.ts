/** The checker accepts what the reference model certifies and refuses every lie; that is what makes R3 mean something. */
import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../src/core/decision/certificate.ts'
import { canonical } from './canonical.ts'
import { checkCertificate } from './checker.ts'
import { SYSTEM_ROLES } from './checker-roles.ts'
import { FORGERIES } from './forge.ts'
import { MUTATIONS } from './mutate.ts'
import { rngFrom } from './random.ts'
import { referenceCertify } from './reference-certify.ts'
import { BUILT_IN_ROLE_KEYS } from './role-table.ts'
import { ALEX } from './scenarios-permission.ts'
import { T } from './tiny.ts'
import { questions, world } from './worlds.ts'

const WORLDS = Array.from({ length: 250 }, (_, index) => world(11, index))
const CASES = WORLDS.flatMap((state, index) =>
  questions(state, rngFrom(12, index), 4).map((question) => {
    return { state, question, truth: referenceCertify(state, question) }
  }),
)
const ALEX_ASKS = { principal: 'usr_alex', permission: 'domain.read', scope: 'billing/production', now: T }

describe('the certificate checker', () => {
  it('knows the same built-in roles as the reference model, from a table of its own', () => {
    for (const [id, keys] of SYSTEM_ROLES)
      expect([...keys].toSorted()).toEqual(BUILT_IN_ROLE_KEYS[id]?.toSorted())
  })

  it('accepts true certificates', () => {
    const refused = CASES.map(({ state, question, truth }) =>
      checkCertificate(state, truth, question),
    ).filter((verdict) => !verdict.accepted)
    expect(refused).toEqual([])
  })

  it.each(Object.entries(MUTATIONS))('refuses a certificate with %s', (name, mutate) => {
    let tried = 0
    for (const [i, { state, truth }] of CASES.entries()) {
      const lie = mutate(truth, rngFrom(13, i), state)
      if (lie === undefined) continue
      tried += 1
      if (checkCertificate(state, lie).accepted)
        throw new Error(`accepted, ${name}: ${JSON.stringify({ lie, state })}`)
    }
    expect(tried).toBeGreaterThan(50)
  })

  it.each(Object.entries(FORGERIES))('refuses a certificate of a state with %s', (name, edit) => {
    let tried = 0
    for (const [i, { state, question, truth }] of CASES.entries()) {
      const forged = referenceCertify(edit(state, rngFrom(14, i)), question)
      if (canonical(truth) === canonical(forged)) continue
      tried += 1
      const { accepted } = checkCertificate(state, forged, question)
      if (accepted) throw new Error(`accepted, ${name}: ${JSON.stringify({ forged, state })}`)
    }
    expect(tried).toBeGreaterThan(10)
  })

  it('refuses a true certificate of another question', () => {
    const certificate = referenceCertify(ALEX, ALEX_ASKS)
    expect(checkCertificate(ALEX, certificate, { ...ALEX_ASKS, now: T + 1 })).toEqual({
      accepted: false,
      why: 'answers another question',
    })
  })

  it('says which part does not follow', () => {
    const certificate = { ...referenceCertify(ALEX, ALEX_ASKS), shadowed: [] }
    expect(checkCertificate(ALEX, certificate)).toEqual({
      accepted: false,
      why: '`shadowed` does not follow from the state',
    })
  })

  it('refuses fields that it does not know', () => {
    const padded = { ...referenceCertify(ALEX, ALEX_ASKS), note: 'trust me' } as Certificate
    expect(checkCertificate(ALEX, padded).accepted).toBe(false)
  })
})
