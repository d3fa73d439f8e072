import { describe, expect, it } from 'vitest'
import { archiveProject } from '../../src/core/change/archive-project.ts'
import { blockUser } from '../../src/core/change/block-user.ts'
import { CODES, DECISION_CODES, explainInWords } from '../../src/core/index.ts'
import { alexAtAcme, type House } from './support/house.ts'

function explained(house: House, principal: string, permission: string, scope?: string): string[] {
  const { roles, scopes } = house.snapshot
  const of = (id: string): string => {
    const scope = scopes.find(id)
    return roles.get(id)?.name ?? (scope === undefined ? id : scopes.at(scope).path)
  }
  return explainInWords(house.certificate(principal, permission, scope), { principal: 'Alex', of })
}

describe('an explanation in words', () => {
  it('names what decides and what is passed over (S0-9)', () => {
    expect(explained(alexAtAcme(), 'alex', 'variable.write', 'billing/production')).toEqual([
      'Alex cannot use `variable.write` at `billing/production`.',
      '`billing/production` decides: there Alex has only `deployment.logs.read`, from `Log Reader` (direct).',
      '`organization` would have allowed it through `deployer` (direct), but is passed over: ' +
        'the nearest scope with any grant decides, and nothing falls through.',
    ])
  })

  it('names what gives it when it is allowed', () => {
    expect(explained(alexAtAcme(), 'alex', 'deployment.logs.read', 'billing/production')).toEqual([
      'Alex can use `deployment.logs.read` at `billing/production`.',
      '`billing/production` decides: there Alex has only `deployment.logs.read`, from `Log Reader` (direct).',
      'It is given by `Log Reader` (direct).',
    ])
  })

  it('tells of the second problem before the second ticket', () => {
    const house = alexAtAcme()
    house.must(blockUser, { principal: 'alex' })
    house.must(archiveProject, { project: 'billing' })
    const words = explained(house, 'alex', 'variable.write', 'billing/production')
    expect(words[1]).toContain('is blocked')
    expect(words.slice(2)).toEqual([
      'There is a second problem: the project is archived.',
      'There is a second problem: a narrower grant decides here and lacks the permission; a broader one has it.',
    ])
  })
})

describe('the codes', () => {
  it('have words for operators and words for people, and the latter show no keys', () => {
    for (const [code, { operator, person }] of Object.entries(CODES)) {
      expect(operator, code).toMatch(/^[^A-Z].*[^.]$/)
      expect(person, code).toMatch(/^[A-Z].*\.$/)
      expect(person, code).not.toMatch(/`|[a-z]\.[a-z]+\.[a-z]|_/)
    }
    expect(DECISION_CODES).toHaveLength(20)
  })
})
