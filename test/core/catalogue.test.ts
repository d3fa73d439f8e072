import { expect, it } from 'vitest'
import { applyCatalogue } from '../../src/core/change/apply-catalogue.ts'
import { acme, as, outcome } from './support/house.ts'

it.each([
  ['organization.settings.manage', 'INVALID'],
  ['organization.role.manage', 'INVALID'],
  ['organization.user.block', 'INVALID'],
  ['deployment.create', 'done'],
])('a feature that gates %s: %s, so that no flag locks the admins out', (key, expected) => {
  const house = acme()
  const feature = { key: 'trap', name: 'Trap', kind: 'flag', gates: [key] } as const
  const catalogue = { name: 'trap', families: [], features: [feature] }
  expect(outcome(house.try(applyCatalogue, { catalogue }, as('ada')))).toBe(expected)
})
