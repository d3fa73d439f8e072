import { describe, expect, it } from 'vitest'
import { removeUser } from '../../src/core/change/remove-user.ts'
import { acme, as, outcome } from '../core/support/house.ts'
import { DOORS, expectOneToRemain } from './racing-admins.ts'

describe('two admins who remove each other at the same moment leave one (S1-11)', () => {
  it('in the core: both may on what they saw, and the second may not on what is there', () => {
    const house = acme()
    house.person('eve', 'admin')
    expect(outcome(house.try(removeUser, { principal: 'eve' }, as('ada')))).toBe('done')
    expect(outcome(house.try(removeUser, { principal: 'ada' }, as('eve')))).toBe('done')
    house.must(removeUser, { principal: 'eve' }, as('ada'))
    expect(outcome(house.try(removeUser, { principal: 'ada' }, as('eve')))).toBe('LAST_ADMIN')
  })

  it.each(DOORS)('over %s, on SQLite, 40 times', { timeout: 60_000 }, async (_, remove) => {
    await expectOneToRemain(undefined, remove, 40)
  })
})
