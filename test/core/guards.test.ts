import { describe, expect, it } from 'vitest'
import { addGroupMember } from '../../src/core/change/add-group-member.ts'
import { addProvider } from '../../src/core/change/add-provider.ts'
import { blockUser } from '../../src/core/change/block-user.ts'
import { changeSignInSettings } from '../../src/core/change/change-sign-in-settings.ts'
import { createAssignment } from '../../src/core/change/create-assignment.ts'
import { createAutomation } from '../../src/core/change/create-automation.ts'
import { createGroup } from '../../src/core/change/create-group.ts'
import { createRole } from '../../src/core/change/create-role.ts'
import { deleteAssignment } from '../../src/core/change/delete-assignment.ts'
import { deleteGroup } from '../../src/core/change/delete-group.ts'
import { deleteRole } from '../../src/core/change/delete-role.ts'
import { grantRole } from '../../src/core/change/grant-role.ts'
import { inviteUser } from '../../src/core/change/invite-user.ts'
import { recordSignInPath } from '../../src/core/change/record-sign-in-path.ts'
import { removeGroupMember } from '../../src/core/change/remove-group-member.ts'
import { removeUser } from '../../src/core/change/remove-user.ts'
import { updateAssignment } from '../../src/core/change/update-assignment.ts'
import { updateRole } from '../../src/core/change/update-role.ts'
import { isRefusal, NO_SIGN_IN_PATH } from '../../src/core/index.ts'
import { acme, as, HOUR, outcome } from './support/house.ts'

/** `mia` manages roles with few permissions of her own. */
function withManager() {
  const house = acme()
  house.role('Manager', 'organization.role.manage', 'organization.group.manage', 'project.read')
  house.person('mia')
  house.assign('mia', 'Manager', 'organization')
  house.person('bo')
  house.must(createGroup, { name: 'Ops' })
  return house
}

describe('G1, nobody gives what they do not have', () => {
  it('a deployer cannot grant admin, and is told exactly what is missing (S1-9, S2-6)', () => {
    const house = acme()
    house.person('dee', 'deployer')
    house.person('bo')
    const refusal = house.try(grantRole, { principal: 'bo', role: 'admin' }, as('dee'))
    if (!isRefusal(refusal)) throw new Error('it was not refused')
    expect(refusal.code).toBe('ESCALATION')
    expect(refusal.missing).toHaveLength(16)
    expect(refusal.missing![0]).toEqual({ permission: 'organization.audit.read', scope: 'organization' })
  })

  it.each([
    [
      'an assignment',
      (h: H) => h.try(createAssignment, { principal: 'bo', role: 'deployer', scope: 'billing' }, as('mia')),
    ],
    ['an invitation', (h: H) => h.try(inviteUser, { principal: 'neo', role: 'readonly' }, as('mia'))],
    ['a new role', (h: H) => h.try(createRole, { name: 'Big', permissions: ['variable.write'] }, as('mia'))],
    [
      'a longer assignment',
      (h: H) =>
        h.try(
          updateAssignment,
          { assignment: h.assign('bo', 'viewer', 'billing', { expiresAt: h.now + HOUR }), expiresAt: null },
          as('mia'),
        ),
    ],
    [
      'a seat',
      (h: H) => {
        h.assignGroup('Ops', 'deployer', 'billing')
        return h.try(addGroupMember, { group: 'Ops', principal: 'bo' }, as('mia'))
      },
    ],
    [
      'an edit of a role that others hold',
      (h: H) => {
        h.role('Held', 'project.read')
        h.assign('bo', 'Held', 'billing')
        return h.try(updateRole, { role: 'Held', permissions: ['project.read', 'variable.write'] }, as('mia'))
      },
    ],
    [
      'an edit of a role that nobody holds',
      (h: H) => {
        h.role('Held', 'project.read')
        return h.try(updateRole, { role: 'Held', permissions: ['project.read', 'variable.write'] }, as('mia'))
      },
    ],
    [
      'taking away what hides more',
      (h: H) => {
        h.assign('bo', 'deployer', 'organization')
        const narrow = h.assign('bo', 'viewer', 'billing')
        return h.try(deleteAssignment, { assignment: narrow }, as('mia'))
      },
    ],
  ] as const)('%s is refused when it adds keys the actor lacks (S2-6)', (_, attempt) => {
    expect(outcome(attempt(withManager()))).toBe('ESCALATION')
  })

  it('what the actor has, at that scope, may be given there and only there', () => {
    const house = withManager()
    house.role('Readers', 'project.read')
    expect(
      outcome(house.try(createAssignment, { principal: 'bo', role: 'Readers', scope: 'billing' }, as('mia'))),
    ).toBe('done')
    house.role('Other', 'organization.role.manage')
    house.assign('mia', 'Other', 'billing')
    expect(
      outcome(house.try(createAssignment, { principal: 'bo', role: 'Readers', scope: 'billing' }, as('mia'))),
    ).toBe('ESCALATION')
  })

  it('a project can have its own administrator', () => {
    const house = acme()
    house.person('pam')
    house.assign('pam', 'admin', 'billing')
    house.person('bo')
    expect(
      outcome(
        house.try(
          createAssignment,
          { principal: 'bo', role: 'deployer', scope: 'billing/staging' },
          as('pam'),
        ),
      ),
    ).toBe('done')
    expect(
      outcome(
        house.try(createAssignment, { principal: 'bo', role: 'deployer', scope: 'storefront' }, as('pam')),
      ),
    ).toBe('ESCALATION')
  })

  it('a sign-in provider takes every Access management key', () => {
    const house = withManager()
    const provider = { key: 'corp', displayName: 'Corp SSO' }
    expect(outcome(house.try(addProvider, provider, as('mia')))).toBe('ESCALATION')
    expect(outcome(house.try(addProvider, provider, as('ada')))).toBe('done')
  })
})

type H = ReturnType<typeof withManager>

describe('G2, an admin remains (S1-11)', () => {
  const ada = { principal: 'ada' }
  function adaOnly() {
    const house = acme()
    return { house, assignment: house.state.assignments[0]!.id }
  }

  it.each([
    ['removing', (h: ReturnType<typeof adaOnly>) => h.house.try(removeUser, ada)],
    ['blocking', (h: ReturnType<typeof adaOnly>) => h.house.try(blockUser, ada)],
    ['demoting', (h: ReturnType<typeof adaOnly>) => h.house.try(grantRole, { ...ada, role: 'viewer' })],
    [
      'taking the assignment',
      (h: ReturnType<typeof adaOnly>) => h.house.try(deleteAssignment, { assignment: h.assignment }),
    ],
    [
      'ending it by date',
      (h: ReturnType<typeof adaOnly>) =>
        h.house.try(updateAssignment, { assignment: h.assignment, expiresAt: h.house.now + HOUR }),
    ],
    [
      'narrowing at a project',
      (h: ReturnType<typeof adaOnly>) =>
        h.house.try(createAssignment, { ...ada, role: 'viewer', scope: 'billing' }, as('ada'), {
          dryRun: true,
        }),
    ],
    [
      'narrowing at a project from a later day on',
      (h: ReturnType<typeof adaOnly>) =>
        h.house.try(
          createAssignment,
          { ...ada, role: 'viewer', scope: 'billing', notBefore: h.house.now + HOUR },
          as('ada'),
          { dryRun: true },
        ),
    ],
    [
      'switching passwords off',
      (h: ReturnType<typeof adaOnly>) => h.house.try(changeSignInSettings, { passwords: false }),
    ],
    [
      'losing the password',
      (h: ReturnType<typeof adaOnly>) => h.house.try(recordSignInPath, { ...ada, path: NO_SIGN_IN_PATH }),
    ],
  ])('%s the last admin is refused', (_, attempt) => {
    expect(outcome(attempt(adaOnly()))).toBe('LAST_ADMIN')
  })

  it('holds through a group: seat, group and role deletion are refused alike', () => {
    const house = acme()
    house.role('Root', ...house.snapshot.vocabulary.keys)
    house.must(createGroup, { name: 'Admins' })
    house.person('gus')
    house.must(addGroupMember, { group: 'Admins', principal: 'gus' })
    house.assignGroup('Admins', 'Root', 'organization')
    house.must(removeUser, ada)
    expect(outcome(house.try(removeGroupMember, { group: 'Admins', principal: 'gus' }))).toBe('LAST_ADMIN')
    expect(outcome(house.try(deleteGroup, { group: 'Admins' }))).toBe('LAST_ADMIN')
    expect(outcome(house.try(deleteRole, { role: 'Root' }))).toBe('LAST_ADMIN')
  })

  it('with a second admin, removing yourself works; an invited or blocked one does not count', () => {
    const house = acme()
    house.must(inviteUser, { principal: 'ivy', role: 'admin' })
    expect(outcome(house.try(removeUser, ada, as('ada')))).toBe('LAST_ADMIN')
    house.person('eve', 'admin')
    expect(outcome(house.try(removeUser, ada, as('ada')))).toBe('done')
    house.must(blockUser, { principal: 'eve' })
    expect(outcome(house.try(removeUser, ada, as('ada')))).toBe('LAST_ADMIN')
  })

  it('an admin on loan does not count', () => {
    const house = acme()
    house.person('tom')
    house.assign('tom', 'admin', 'organization', { expiresAt: house.now + HOUR })
    expect(outcome(house.try(removeUser, ada))).toBe('LAST_ADMIN')
  })

  it('two admins narrowed at different projects remain enough between them', () => {
    const house = acme()
    house.person('eve', 'admin')
    house.assign('eve', 'viewer', 'billing')
    expect(
      outcome(
        house.try(createAssignment, { ...ada, role: 'viewer', scope: 'storefront' }, as('ada'), {
          dryRun: true,
        }),
      ),
    ).toBe('done')
    expect(
      outcome(
        house.try(createAssignment, { ...ada, role: 'viewer', scope: 'billing' }, as('ada'), {
          dryRun: true,
        }),
      ),
    ).toBe('LAST_ADMIN')
  })
})

describe('G3, nothing silent', () => {
  function alex() {
    const house = acme()
    house.person('alex', 'deployer')
    house.role('Log Reader', 'deployment.logs.read')
    return house
  }
  const narrow = { principal: 'alex', role: 'Log Reader', scope: 'billing/production' }

  it('a grant that takes access away is refused with the exact difference', () => {
    const house = alex()
    const refusal = house.try(createAssignment, narrow, as('ada'))
    if (!isRefusal(refusal)) throw new Error('it was not refused')
    expect(refusal.code).toBe('WOULD_NARROW')
    expect(refusal.impact!.totals).toEqual({ people: 1, entries: 1, gained: 0, lost: 17 })
    expect(refusal.impact!.entries[0]).toMatchObject({ principal: 'alex', gained: [] })
    expect(outcome(house.do(createAssignment, narrow, as('ada'), { acceptImpact: 'a stale digest' }))).toBe(
      'WOULD_NARROW',
    )
    expect(
      outcome(house.do(createAssignment, narrow, as('ada'), { acceptImpact: refusal.impact!.digest })),
    ).toBe('done')
  })

  it('a deletion that gives access is refused with the exact difference', () => {
    const house = alex()
    const assignment = house.assign('alex', 'Log Reader', 'billing/production')
    const refusal = house.try(deleteAssignment, { assignment }, as('ada'))
    if (!isRefusal(refusal)) throw new Error('it was not refused')
    expect(refusal.code).toBe('WOULD_WIDEN')
    expect(refusal.impact!.totals).toMatchObject({ gained: 17, lost: 0 })
  })

  it('one change can do both, to different people', () => {
    const house = alex()
    house.person('bo', 'readonly')
    house.must(createGroup, { name: 'Watch' })
    house.role('Writer', 'variable.write')
    for (const principal of ['alex', 'bo']) house.assign(principal, 'Writer', 'billing')
    const refusal = house.try(updateRole, { role: 'Writer', permissions: [] }, as('ada'))
    expect(outcome(refusal)).toBe('WOULD_WIDEN')
    house.assign('alex', 'viewer', 'storefront')
    expect(house.ask('alex', 'deployment.create', 'storefront')).toBe('SHADOWED_BY_NARROWER_SCOPE')
  })

  it('a plain grant and a plain loss are what was asked for', () => {
    const house = alex()
    const id = house.assign('alex', 'readonly', 'organization')
    expect(outcome(house.try(deleteAssignment, { assignment: id }, as('ada')))).toBe('done')
    house.person('bo')
    expect(outcome(house.try(createAssignment, { ...narrow, principal: 'bo' }, as('ada')))).toBe('done')
  })

  it('a later date that narrows is refused today', () => {
    const house = alex()
    const later = { ...narrow, notBefore: house.now + HOUR, expiresAt: house.now + 2 * HOUR }
    const refusal = house.try(createAssignment, later, as('ada'))
    if (!isRefusal(refusal)) throw new Error('it was not refused')
    expect(refusal.code).toBe('WOULD_NARROW')
    expect(refusal.impact!.entries[0]).toMatchObject({ from: house.now + HOUR, until: house.now + 2 * HOUR })
  })

  it('the impact on an invited person counts as if they had accepted', () => {
    const house = alex()
    house.must(inviteUser, { principal: 'ivy', role: 'deployer' })
    expect(outcome(house.try(createAssignment, { ...narrow, principal: 'ivy' }, as('ada')))).toBe(
      'WOULD_NARROW',
    )
  })
})

describe('G4, what is managed elsewhere', () => {
  it('built-in roles are read-only (S2-1)', () => {
    const house = acme()
    expect(outcome(house.try(updateRole, { role: 'viewer', permissions: [] }, as('ada')))).toBe('SYSTEM_ROLE')
    expect(outcome(house.try(deleteRole, { role: 'viewer' }, as('ada')))).toBe('SYSTEM_ROLE')
  })

  it('automation accounts change only through what owns them', () => {
    const house = acme()
    const owner = { type: 'token', id: 'tok_1' } as const
    const input = { principal: 'usr_bot', assignments: [{ role: 'deployer', scope: 'billing' }] }
    expect(outcome(house.do(createAutomation, input, as('ada')))).toBe('MANAGED_IDENTITY')
    const snapshot = house.snapshot
    house.snapshot = withOwner(house, owner, input)
    expect(snapshot.members.get('usr_bot')).toBeUndefined()
    expect(outcome(house.try(blockUser, { principal: 'usr_bot' }, as('ada')))).toBe('MANAGED_IDENTITY')
    expect(outcome(house.try(removeUser, { principal: 'usr_bot' }, as('ada')))).toBe('MANAGED_IDENTITY')
    const wanted = { principal: 'usr_bot', role: 'viewer', scope: 'storefront' }
    expect(outcome(house.try(createAssignment, wanted, as('ada')))).toBe('MANAGED_IDENTITY')
    expect(house.ask('usr_bot', 'deployment.create', 'billing/production')).toBe('ALLOWED')
  })
})

function withOwner(
  house: H,
  through: { type: 'token'; id: string },
  input: { principal: string; assignments: { role: string; scope: string }[] },
) {
  const proposal = house.propose(createAutomation, input, { actor: as('ada'), through })
  if (isRefusal(proposal)) throw new Error(proposal.code)
  return proposal.after.settle()
}
