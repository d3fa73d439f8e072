import { describe, expect, it } from 'vitest'
import { activateUser } from '../../src/core/change/activate-user.ts'
import { inviteUser } from '../../src/core/change/invite-user.ts'
import { recordSignInPath } from '../../src/core/change/record-sign-in-path.ts'
import { updateRole } from '../../src/core/change/update-role.ts'
import { acme } from './support/house.ts'

const PATH = { password: true, providers: [] }

describe('accepting an invitation', () => {
  it('makes the member active, also when their way to sign in was known before', () => {
    const house = acme()
    house.must(inviteUser, { principal: 'ivy', role: 'viewer' })
    expect(house.ask('ivy', 'project.read')).toBe('INVITE_PENDING')
    house.must(recordSignInPath, { principal: 'ivy', path: PATH })
    house.must(activateUser, { principal: 'ivy', path: PATH })
    expect(house.ask('ivy', 'project.read')).toBe('ALLOWED')
  })
})

describe('an edit that changes nothing', () => {
  it('is no event and no revision', () => {
    const house = acme()
    house.role('Reader', 'project.read')
    const { revision } = house.snapshot
    expect(house.must(updateRole, { role: 'Reader', permissions: ['project.read'] }).events).toEqual([])
    expect(house.snapshot.revision).toBe(revision)
  })
})
