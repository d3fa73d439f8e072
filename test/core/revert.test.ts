import { describe, expect, it } from 'vitest'
import { addExpectation } from '../../src/core/change/add-expectation.ts'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { blockUser } from '../../src/core/change/block-user.ts'
import { createAssignment } from '../../src/core/change/create-assignment.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import { createProject } from '../../src/core/change/create-project.ts'
import { createRole } from '../../src/core/change/create-role.ts'
import { deleteAssignment } from '../../src/core/change/delete-assignment.ts'
import { deleteGroup } from '../../src/core/change/delete-group.ts'
import { deleteRole } from '../../src/core/change/delete-role.ts'
import { removeUser } from '../../src/core/change/remove-user.ts'
import { revertChange } from '../../src/core/change/revert/revert-change.ts'
import { updateRole } from '../../src/core/change/update-role.ts'
import {
  apply,
  isRefusal,
  type Proposal,
  readExpectation,
  SYSTEM,
  snapshotFrom,
  stateOf,
} from '../../src/core/index.ts'
import { randomHistory } from '../proofs/random-history.ts'
import { canonical } from '../reference/canonical.ts'
import { rngFrom } from '../reference/random.ts'
import { acme, as, type House, outcome, sha256 } from './support/house.ts'

function reverted(house: House, { events }: Proposal) {
  return house.must(revertChange, { events })
}

describe('a revert', () => {
  it('brings a deleted role back with everyone who had it', () => {
    const house = acme()
    house.role('Shipper', 'deployment.create')
    house.person('alex')
    const id = house.assign('alex', 'Shipper', 'billing')
    const before = house.state
    const done = house.must(deleteRole, { role: 'Shipper' })
    expect(house.ask('alex', 'deployment.create', 'billing')).toBe('NO_ASSIGNMENT')
    reverted(house, done)
    expect(house.state).toEqual({ ...before, revision: before.revision + 4 })
    expect(house.state.assignments.some((one) => one.id === id)).toBe(true)
  })

  it('brings a deleted group back with its seats, assignments and expectations', () => {
    const house = acme()
    house.person('bo')
    house.must(createGroup, { name: 'ops' })
    house.must(addGroupMember, { group: 'ops', principal: 'bo' })
    house.assignGroup('ops', 'viewer', 'billing')
    house.must(addExpectation, readExpectation('group:ops can project.read at billing')!)
    const { revision, ...before } = house.state
    reverted(house, house.must(deleteGroup, { group: 'ops' }))
    expect(house.state).toEqual({ ...before, revision: revision + 8 })
  })

  it('stands under the guards of today: nobody gives back what they do not have, nor removes the last admin', () => {
    const house = acme()
    house.person('dee', 'deployer')
    house.person('bo', 'admin')
    const admin = house.state.assignments.find(({ subject }) => subject.id === 'bo')
    const taken = house.must(deleteAssignment, { assignment: admin!.id })
    expect(outcome(house.try(revertChange, { events: taken.events }, as('dee')))).toBe('ESCALATION')
    const back = house.must(revertChange, { events: taken.events }, as('ada'))
    house.must(blockUser, { principal: 'ada' })
    expect(outcome(house.try(revertChange, { events: back.events }))).toBe('LAST_ADMIN')
  })

  it('is refused where something was built on it, or changed it, since', () => {
    const house = acme()
    house.person('alex')
    const made = house.must(createRole, { name: 'Shipper', permissions: ['deployment.create'] })
    const given = house.must(createAssignment, { principal: 'alex', role: 'Shipper', scope: 'billing' })
    const attempt = (change: Proposal): string => outcome(house.try(revertChange, { events: change.events }))
    expect(attempt(made)).toBe('PRECONDITION_FAILED')
    reverted(house, given)
    expect(attempt(given)).toBe('PRECONDITION_FAILED')
    const edit = house.must(updateRole, { role: 'Shipper', name: 'Sender' })
    expect(attempt(made)).toBe('PRECONDITION_FAILED')
    house.must(createRole, { name: 'Shipper', permissions: [] })
    expect(attempt(edit)).toBe('NAME_TAKEN')
  })

  it('of what cannot be undone says so', () => {
    const house = acme()
    house.person('alex')
    for (const change of [
      house.must(createProject, { name: 'shop' }),
      house.must(removeUser, { principal: 'alex' }),
    ]) {
      const refusal = house.try(revertChange, { events: change.events })
      expect(outcome(refusal)).toBe('INVALID')
      expect(isRefusal(refusal) && refusal.detail).toContain('cannot be reverted')
    }
  })

  it('of any change of 300 random histories leads back to the state before, or is refused', () => {
    const count = { back: 0, refused: 0 }
    for (let index = 0; index < 300; index++) {
      for (const { before, at, events, house } of randomHistory(rngFrom(31, index), 12)) {
        if (events.length === 0) continue
        const context = { actor: SYSTEM, now: at, newId: house.newId, sha256 }
        const undone = revertChange(snapshotFrom(house.state), { events }, context)
        if (isRefusal(undone)) count.refused++
        else {
          const after = stateOf(apply(house.snapshot, undone))
          expect(canonical({ ...after, revision: 0 })).toBe(canonical({ ...before, revision: 0 }))
          count.back++
        }
      }
    }
    expect(count.back).toBeGreaterThan(400)
    expect(count.refused).toBeGreaterThan(100)
  })
})
