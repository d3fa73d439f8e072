import { describe, expect, it } from 'vitest'
import { addExpectation } from '../../src/core/change/add-expectation.ts'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { applyCatalogue } from '../../src/core/change/apply-catalogue.ts'
import { createAssignment } from '../../src/core/change/create-assignment.ts'
import { createEnvironment } from '../../src/core/change/create-environment.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import { deleteEnvironment } from '../../src/core/change/delete-environment.ts'
import { deleteGroup } from '../../src/core/change/delete-group.ts'
import { deleteProject } from '../../src/core/change/delete-project.ts'
import { removeExpectation } from '../../src/core/change/remove-expectation.ts'
import { removeUser } from '../../src/core/change/remove-user.ts'
import { updateRole } from '../../src/core/change/update-role.ts'
import { type Consent, isRefusal, type Refusal, readExpectation, SYSTEM } from '../../src/core/index.ts'
import { expectationText } from '../../src/core/model/expectation.ts'
import { acme, HOUR, type House, outcome } from './support/house.ts'

/** `alex` deploys to billing, `ops` reads; what is expected is true. */
function house(...texts: string[]): House {
  const made = acme()
  for (const name of ['alex', 'bo', 'cleo']) made.person(name)
  made.must(createGroup, { name: 'ops' })
  made.must(addGroupMember, { group: 'ops', principal: 'bo' })
  made.assign('alex', 'deployer', 'billing')
  made.assignGroup('ops', 'readonly', 'organization')
  for (const text of texts) made.must(addExpectation, readExpectation(text)!)
  return made
}

function add(made: House, text: string) {
  return made.try(addExpectation, readExpectation(text)!)
}

function brokenIn(refusal: object): string[] {
  const { broken } = refusal as Refusal
  return broken!.failing.map(({ principal, scope }) => `${principal} ${scope}`)
}

const ASSIGN = { role: 'viewer', principal: 'alex', scope: 'billing/production' }

describe('an expectation as text', () => {
  it.each([
    'alex@acme.test can deployment.create at billing',
    'group:Billing Operators cannot deployment.create at */production',
    'group:people who can read at night can project.read at anywhere',
  ])('is read and written: %s', (text) => {
    expect(expectationText(readExpectation(text)!)).toBe(text)
  })

  it.each([
    '',
    'alex',
    'alex may project.read at billing',
    'alex can project.read',
    'can project.read at billing',
  ])('is not: %j', (text) => expect(readExpectation(text)).toBeUndefined())
})

describe('G6, expectations hold', () => {
  it('one that does not hold is not taken, and the people for whom it fails are named', () => {
    const refusal = add(house(), 'group:ops can deployment.create at billing')
    expect(outcome(refusal)).toBe('EXPECTATION_BROKEN')
    expect(brokenIn(refusal)).toEqual([
      `bo ${acme().state.projects.find(({ name }) => name === 'billing')!.id}`,
    ])
    expect((refusal as Refusal).broken).not.toHaveProperty('digest')
  })

  it.each([
    ['nobody can project.read at billing', 'NOT_A_MEMBER'],
    ['group:none can project.read at billing', 'NOT_FOUND'],
    ['alex can project.raed at billing', 'INVALID'],
    ['alex can project.read at nowhere', 'UNKNOWN_SCOPE'],
    ['alex can project.read at */Not A Name', undefined],
    ['alex can deployment.create at billing', 'INVALID'],
  ])('is about what there is, once: %s', (text, code) => {
    const made = house('alex can deployment.create at billing')
    if (code === undefined) expect(readExpectation(text)).toBeUndefined()
    else expect(outcome(add(made, text))).toBe(code)
  })

  it('an empty group holds, and every member counts', () => {
    const made = house()
    made.must(createGroup, { name: 'empty' })
    expect(outcome(add(made, 'group:empty can deployment.create at anywhere'))).toBe('done')
    made.must(addExpectation, readExpectation('group:empty can deployment.create at anywhere')!)
    const joined = made.try(addGroupMember, { group: 'empty', principal: 'cleo' })
    expect(outcome(joined)).toBe('EXPECTATION_BROKEN')
  })

  it.each([
    [
      'alex can deployment.create at billing/production',
      'a narrower grant',
      (h: House) => h.try(createAssignment, ASSIGN),
    ],
    [
      'bo cannot variable.write at anywhere',
      'a first grant',
      (h: House) => h.try(createAssignment, { ...ASSIGN, principal: 'bo', role: 'deployer' }),
    ],
    [
      'group:ops cannot deployment.create at */production',
      'a grant to the group',
      (h: House) => h.try(createAssignment, { role: 'deployer', group: 'ops', scope: 'storefront' }),
    ],
    [
      'group:ops cannot deployment.create at billing',
      'a seat',
      (h: House) => h.try(addGroupMember, { group: 'ops', principal: 'alex' }),
    ],
    [
      'alex can deployment.create at */staging',
      'a new environment',
      (h: House) => h.try(createEnvironment, { project: 'storefront', name: 'staging' }),
    ],
    [
      'cleo cannot project.read at billing',
      'a grant that begins later',
      (h: House) =>
        h.try(createAssignment, { ...ASSIGN, principal: 'cleo', scope: 'billing', notBefore: h.now + HOUR }),
    ],
  ])('%s: it refuses %s', (text, _, change) => {
    const made = house(text)
    const refusal = change(made)
    expect(outcome(refusal)).toBe('EXPECTATION_BROKEN')
    expect(brokenIn(refusal)).toHaveLength(1)
  })

  it('a role edit is one too', () => {
    const made = house()
    made.role('Shipper', 'deployment.create', 'project.read')
    made.assign('cleo', 'Shipper', 'storefront')
    made.must(addExpectation, readExpectation('cleo can deployment.create at storefront/production')!)
    const edit = { role: 'Shipper', permissions: ['project.read'] }
    expect(outcome(made.try(updateRole, edit))).toBe('EXPECTATION_BROKEN')
    expect(outcome(made.try(updateRole, { ...edit, permissions: ['deployment.create'] }))).toBe('done')
  })

  it('is overridden with the digest and a reason, which stands beside the change', () => {
    const made = house('alex can deployment.create at billing/production')
    const attempt = (consent: Consent) => made.try(createAssignment, ASSIGN, SYSTEM, consent)
    const refusal = attempt({})
    if (!isRefusal(refusal)) throw new Error('it was not refused')
    const overrideExpectations = refusal.broken!.digest!
    expect(outcome(attempt({ overrideExpectations: '0'.repeat(64), reason: 'x' }))).toBe('EXPECTATION_BROKEN')
    expect(outcome(attempt({ overrideExpectations }))).toBe('REASON_REQUIRED')
    const narrowing = attempt({ overrideExpectations, reason: 'incident 7' })
    expect(outcome(narrowing)).toBe('WOULD_NARROW')
    const acceptImpact = (narrowing as Refusal).impact!.digest
    const done = made.do(createAssignment, ASSIGN, SYSTEM, {
      overrideExpectations,
      reason: 'incident 7',
      acceptImpact,
    })
    if (isRefusal(done)) throw new Error(done.detail)
    expect(done.events.map(({ type }) => type)).toEqual(['assignment.created', 'expectation.overridden'])
    expect(made.snapshot.revision).toBe(made.journal.length)
    // What no longer holds is not broken again.
    expect(outcome(made.try(createAssignment, { ...ASSIGN, scope: 'storefront' }))).toBe('done')
  })

  it('what is expected of somebody or something that goes, goes with it, in events of its own', () => {
    const made = house(
      'cleo cannot project.read at anywhere',
      'group:ops can project.read at billing',
      'alex can deployment.create at billing/staging',
      'alex can deployment.create at billing',
      'alex can deployment.create at */development',
    )
    made.must(applyCatalogue, { catalogue: { name: 'desk', families: [family('desk.read')], features: [] } })
    made.must(addExpectation, readExpectation('alex cannot desk.read at anywhere')!)
    const removed = (proposal: { events: readonly { type: string }[] }): number =>
      proposal.events.filter(({ type }) => type === 'expectation.removed').length
    expect(removed(made.must(removeUser, { principal: 'cleo' }))).toBe(1)
    expect(removed(made.must(deleteGroup, { group: 'ops' }))).toBe(1)
    expect(removed(made.must(deleteEnvironment, { environment: 'billing/staging' }))).toBe(1)
    expect(
      removed(made.must(applyCatalogue, { catalogue: { name: 'desk', families: [], features: [] } })),
    ).toBe(1)
    expect(removed(made.must(deleteProject, { project: 'billing' }))).toBe(1)
    expect(made.state.expectations.map(({ scope }) => scope)).toEqual(['*/development'])
  })

  it('is removed on request', () => {
    const made = house('alex can deployment.create at billing/production')
    const { id } = made.state.expectations[0]!
    expect(outcome(made.try(removeExpectation, { expectation: 'exp_none' }))).toBe('NOT_FOUND')
    made.must(removeExpectation, { expectation: id })
    made.must(createAssignment, ASSIGN)
  })
})

function family(key: string) {
  return { name: 'Desk', permissions: [{ key, description: '', capability: 'see the desk' }] }
}
