/** Checks 3 to 6: signing in, the place, the role, the feature; each with its next step. */
import { describe, expect, it } from 'vitest'
import { createGroup } from '../../../src/core/change/create-group.ts'
import { assignmentOf, type SignInFacts } from '../../../src/core/index.ts'
import { acme, alexAtAcme, HOUR, NOW } from '../support/house.ts'
import { diagnosed, evidenceOf, QUIET, statuses, toDo } from './asking.ts'
import { CASES, ofCase } from './cases.ts'

const MINUTE = 60_000

describe('check 3', () => {
  const session = { id: 'ses_1', method: 'password', createdAt: NOW - HOUR }
  const wrong = (at: number) => ({ at, cause: 'password', address: '192.0.2.9' })
  const signIn = (facts: Partial<SignInFacts>, goal = {}) => {
    const house = acme()
    house.person('alex', 'viewer')
    return diagnosed(house.snapshot, 'alex', { now: NOW, facts: { signIn: { ...QUIET, ...facts } }, ...goal })
  }

  it('an active person who has not tried is sent to the password reset: nothing tells (F72)', () => {
    const diagnosis = ofCase('CANNOT_TELL')
    expect(diagnosis.verdict).toBe('cannot_tell')
    expect(diagnosis.next.text).toContain('choose “Forgot password” at https://access.test/sign-in')
    expect(diagnosis.next.commands).toEqual([['user', 'reset-password', 'alex@example.com']])
    expect(diagnosis.reply).toContain('choose “Forgot password” on the sign-in page')
  })

  it.each<[string, Partial<SignInFacts>, string]>([
    ['nothing on record', {}, 'CANNOT_TELL'],
    ['a session', { sessions: [session], lastSignInAt: NOW - 40 * HOUR }, 'ALLOWED'],
    ['a sign-in today', { lastSignInAt: NOW - HOUR }, 'ALLOWED'],
    ['a sign-in long ago', { lastSignInAt: NOW - 40 * HOUR }, 'CANNOT_TELL'],
    ['a wrong password', { refused: [wrong(NOW - MINUTE)] }, 'BAD_CREDENTIAL'],
    [
      'a wrong password, then the right one',
      { refused: [wrong(NOW - 2 * MINUTE)], lastSignInAt: NOW - MINUTE },
      'ALLOWED',
    ],
    [
      'the right one, then a wrong password',
      { refused: [wrong(NOW - MINUTE)], lastSignInAt: NOW - 2 * MINUTE },
      'BAD_CREDENTIAL',
    ],
    [
      'a wrong password, then a new one',
      { refused: [wrong(NOW - 2 * MINUTE)], passwordSetAt: NOW - MINUTE },
      'CANNOT_TELL',
    ],
    ['a wrong password long ago', { refused: [wrong(NOW - 25 * HOUR)] }, 'CANNOT_TELL'],
    ['too many attempts', { refused: [wrong(NOW - MINUTE)], throttledUntil: NOW + 1 }, 'THROTTLED'],
    ['too many attempts, and the time is over', { throttledUntil: NOW }, 'CANNOT_TELL'],
    [
      'a right password that opens nothing',
      { refused: [{ at: NOW - 1, cause: 'no_organization' }] },
      'CANNOT_TELL',
    ],
  ])('with %s it is %s', (_, facts, code) => {
    expect(signIn(facts).code).toBe(code)
  })

  it('whoever is signed in is not stopped by a wrong password from doing anything else', () => {
    const facts = { sessions: [session], refused: [wrong(NOW - MINUTE)] }
    expect(signIn(facts, { goal: toDo('project.read', 'billing') }).code).toBe('ALLOWED')
    expect(signIn(facts).code).toBe('BAD_CREDENTIAL')
  })

  it('a failed sign-in is the headline, and a missing permission the second problem', () => {
    const facts = { refused: [wrong(NOW - MINUTE)] }
    const { code, second } = signIn(facts, { goal: toDo('variable.write', 'billing') })
    expect(code).toBe('BAD_CREDENTIAL')
    expect(second).toMatchObject({ check: 'role', code: 'KEY_NOT_IN_ROLE' })
  })

  it('when and from where somebody tried is for whoever may read the audit log', () => {
    const facts = { refused: [wrong(NOW - MINUTE), wrong(NOW - 2 * MINUTE)] }
    expect(evidenceOf(signIn(facts), 'sign_in')).toContain(
      '2 attempts were refused since, the latest on 2026-03-01 11:59 UTC from 192.0.2.9: the password was wrong.',
    )
    const without = signIn(facts, { reader: { attempts: false } })
    expect(without.code).toBe('BAD_CREDENTIAL')
    expect(evidenceOf(without, 'sign_in')).toContain('they take `organization.audit.read`')
    expect(JSON.stringify(without)).not.toContain('192.0.2.9')
  })

  it.each([
    [
      'sent',
      undefined,
      /handed over .* look in the spam folder, check that the address is right, and ask whether their company filters mail/,
    ],
    ['queued', '421 try later', /still waiting to go out: 421 try later/],
    [
      'failed',
      '550 no such user',
      /could not be delivered .*: 550 no such user. Check that the address is right, and whether their company filters mail/,
    ],
  ] as const)('a reset mail that was %s: the delivery state, and what to look at', (state, answer, said) => {
    const letter = {
      id: 'mai_1',
      address: 'alex@example.com',
      at: NOW - MINUTE,
      state,
      ...(answer && { answer }),
    }
    const diagnosis = signIn({ resetUntil: NOW + HOUR, letter })
    expect(evidenceOf(diagnosis, 'sign_in')).toMatch(said)
    if (state !== 'failed') {
      expect(diagnosis.next.text).toContain('have them find that mail, in the spam folder too')
      expect(diagnosis.reply).toContain('find the mail with the link that sets a new password')
    } else expect(diagnosis.next.text).toContain('Forgot password')
  })

  it('whoever tries a password where there is none is sent to single sign-on: no reset helps', () => {
    const { next, code } = ofCase('RESET_NOT_APPLICABLE')
    expect(code).toBe('RESET_NOT_APPLICABLE')
    expect(next).toEqual({
      text: 'Have them sign in with Corp Login at https://access.test/sign-in: no password opens this organization for them, and no reset changes that.',
      commands: [],
    })
  })

  it('waiting is told in minutes to the person, and as a time to the operator', () => {
    const { next, reply } = ofCase('THROTTLED')
    expect(next.text).toContain('until 2026-03-01 12:04 UTC')
    expect(reply).toContain('Please wait 4 minutes without trying')
  })

  it('of the past nothing is known of it: it cannot be told whether somebody could sign in', () => {
    const house = acme()
    const asked = { now: NOW, facts: { signIn: undefined } }
    const signingIn = diagnosed(house.snapshot, 'ada', asked)
    expect([signingIn.verdict, statuses(signingIn)[2]]).toEqual(['cannot_tell', 'unknown'])
    const doing = diagnosed(house.snapshot, 'ada', { ...asked, goal: toDo('project.read', 'billing') })
    expect([doing.verdict, statuses(doing)[2]]).toEqual(['allowed', 'unknown'])
  })
})

describe('check 5', () => {
  it('roles that do not cover it: key, roles held, and which would give it, the narrowest first (F54, F75)', () => {
    const { house, goal } = CASES.KEY_NOT_IN_ROLE()
    house.role('Visitors', 'app.route.access')
    const diagnosis = diagnosed(house.snapshot, 'alex', { goal: goal!, now: house.now })
    const said = evidenceOf(diagnosis, 'role')
    expect(said).toContain('It takes `app.route.access` at `billing/production`.')
    expect(said).toContain('from `Deploy Only` (direct)')
    expect(said).toContain(
      'Existing roles that have it, the narrowest first: `Visitors` (1 permission), `viewer` (2 permissions), `readonly` (8 permissions), `deployer` (18 permissions), `admin` (34 permissions).',
    )
    expect(diagnosis.next.commands).toEqual([
      [
        ...'assignment create --role Visitors --user alex@example.com --scope billing'.split(' '),
        '--expires-at',
        '2026-04-01',
      ],
    ])
  })

  it('signs in but cannot open the app: the roles that decide there, and that the key is missing (S0-11)', () => {
    const diagnosis = ofCase('KEY_NOT_IN_ROLE')
    const role = diagnosis.checks.find(({ id }) => id === 'role')!
    expect(role.evidence.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        '`billing` decides: there alex@example.com has only `deployment.create`, from `Deploy Only` (direct).',
        'The permission is not among what `Deploy Only` (direct) gives.',
      ]),
    )
    expect(role.evidence.flatMap(({ ids }) => ids).some((id) => id.startsWith('asg_'))).toBe(true)
  })

  it('a narrower assignment that hides a broader one is named before any missing role (S0-9)', () => {
    const house = alexAtAcme()
    const asked = { goal: toDo('variable.write', 'billing/production'), now: house.now }
    const { next, ...diagnosis } = diagnosed(house.snapshot, 'alex', asked)
    expect(next.text).toMatch(/^`Log Reader` at `billing\/production` decides there and hides `deployer`/)
    expect(next.text).toContain('If it is not meant to narrow, removing it is among the remedies.')
    const [only] = house.snapshot.index.entry(house.snapshot.members.numberOf('alex')!).direct.slice(-1)
    const narrow = house.snapshot.assignments.idOf(only!)
    expect(diagnosis.remedies.flatMap(({ commands }) => commands)).toContainEqual([
      'assignment',
      'delete',
      narrow,
    ])
    const said = evidenceOf(diagnosis as never, 'role')
    expect(said.indexOf('Log Reader')).toBeLessThan(said.indexOf('Existing roles'))
    // Each sentence carries the ids of what it is about.
    const role = diagnosis.checks.find(({ id }) => id === 'role')!
    const idsOf = (about: RegExp) => role.evidence.find(({ text }) => about.test(text))!.ids
    const roleOf = (id: string) => assignmentOf(house.snapshot, id)!.role
    expect(idsOf(/decides/)).toEqual([narrow])
    expect(idsOf(/passed over/).map(roleOf)).toEqual(['rol_deployer'])
  })

  it('where removing it would not be enough, or would touch others, what decides is added to', () => {
    const house = alexAtAcme()
    house.must(createGroup, { name: 'Ops' })
    house.assignGroup('Ops', 'viewer', 'billing/production')
    house.happened({
      type: 'group.member.added',
      data: {
        seat: { group: [...house.snapshot.groups.values()][0]!.id, principal: 'alex', source: 'manual' },
      },
    })
    const asked = { goal: toDo('variable.write', 'billing/production'), now: house.now }
    const { next, code } = diagnosed(house.snapshot, 'alex', asked)
    expect(code).toBe('SHADOWED_BY_NARROWER_SCOPE')
    expect(next.text).toMatch(/^What is assigned at `billing\/production` decides there and hides `deployer`/)
    expect(next.commands).toEqual([
      ['role', 'update', 'Log Reader', '--permission', 'deployment.logs.read', 'variable.write'],
    ])
  })

  it('Membership only names the missing direct or group assignment (S0-5)', () => {
    const diagnosis = ofCase('NO_ASSIGNMENT')
    const said = evidenceOf(diagnosis, 'role')
    expect(said).toContain(
      'Membership only: alex@example.com has no direct assignment in force, and no group of theirs has one (`Guests`).',
    )
    expect(said).toContain('a direct one, or one to a group that they are in')
    expect(said).toContain('Joining `Writers` would give it as well.')
    expect(diagnosis.next.commands[0]!.slice(0, 2)).toEqual(['assignment', 'create'])
    // Nobody joins by hand what a directory fills.
    const synced = CASES.NO_ASSIGNMENT()
    const group = [...synced.house.snapshot.groups.values()].find(({ name }) => name === 'Writers')!.id
    const seat = { group, principal: 'ada', source: 'scim' } as const
    synced.house.happened({ type: 'group.member.added', data: { seat } })
    const again = diagnosed(synced.house.snapshot, 'alex', { goal: synced.goal!, now: synced.house.now })
    expect(evidenceOf(again, 'role')).not.toContain('Writers')
    // Whoever asks about signing in is told as well.
    const { house } = CASES.NO_ASSIGNMENT()
    const signingIn = diagnosed(house.snapshot, 'alex', { now: house.now })
    expect(evidenceOf(signingIn, 'role')).toContain('Membership only')
  })

  it('a role of theirs elsewhere is given here too; what has expired is extended', () => {
    expect(ofCase('ASSIGNED_ELSEWHERE').next.commands[0]).toEqual([
      ...'assignment create --role deployer --user alex@example.com --scope billing'.split(' '),
      '--expires-at',
      '2026-04-01',
    ])
    const [words] = ofCase('ASSIGNMENT_EXPIRED').next.commands
    expect(words!.slice(0, 2)).toEqual(['assignment', 'update'])
    expect(words!.slice(3)).toEqual(['--expires-at', '2026-04-01'])
  })

  it('being an admin is never suggested: a role with just that is made first', () => {
    const house = acme()
    house.person('alex', 'deployer')
    const asked = { goal: toDo('organization.user.invite', 'organization'), now: house.now }
    const { next } = diagnosed(house.snapshot, 'alex', asked)
    expect(next.commands).toEqual([
      ['role', 'create', 'organization-user-invite', '--permission', 'organization.user.invite'],
    ])
  })

  it('roles and groups are left out for whoever may not see them', () => {
    const none = { roles: false, groups: false, may: () => false }
    for (const code of ['KEY_NOT_IN_ROLE', 'NO_ASSIGNMENT', 'SHADOWED_BY_NARROWER_SCOPE'] as const) {
      const { certificate: _, ...told } = ofCase(code, { reader: none })
      expect(told.code).toBe(code)
      expect(JSON.stringify(told)).not.toMatch(
        /Deploy Only|Writers|Guests|Log Reader|deployer|viewer|asg_|rol_|grp_/,
      )
    }
    // Without groups nothing that comes through one passes for direct.
    const { house } = CASES.NO_ASSIGNMENT()
    house.assignGroup('Guests', 'viewer', 'billing')
    const asked = { goal: toDo('variable.write', 'billing'), now: house.now, reader: { groups: false } }
    const cut = evidenceOf(diagnosed(house.snapshot, 'alex', asked), 'role')
    expect(cut).toContain('from `viewer` (through a group)')
    expect(cut).not.toContain('Guests')
    // One's own access is shown whole, and not which others there are.
    const own = ofCase('NO_ASSIGNMENT', { reader: { may: () => false } })
    expect(evidenceOf(own, 'role')).toContain('`Guests`')
    expect(JSON.stringify(own.checks)).not.toMatch(/Writers|deployer/)
  })

  it('of an automation account nothing is given: what owns it manages it', () => {
    const house = acme()
    house.happened({
      type: 'member.added',
      data: {
        member: {
          id: 'robot',
          type: 'automation',
          status: 'active',
          access: 'allowed',
          betaAccess: false,
          signInPath: { password: false, providers: [] },
          owner: { type: 'source', id: 'src_1' },
          since: NOW,
        },
      },
    })
    const diagnosis = diagnosed(house.snapshot, 'robot', {
      goal: toDo('project.read', 'billing'),
      now: house.now,
    })
    expect(diagnosis.code).toBe('NO_ASSIGNMENT')
    expect(statuses(diagnosis)).toEqual([
      'passed',
      'not_applicable',
      'not_applicable',
      'passed',
      'failed',
      'not_applicable',
    ])
    expect(diagnosis.next.commands).toEqual([])
    expect(diagnosis.next.text).toContain('owns this automation account')
  })
})

describe('check 6', () => {
  it.each([
    ['a flag (F76)', 'FLAG_OFF', ['feature', 'set', 'cases', 'on']],
    ['beta access (F77)', 'NO_BETA_ACCESS', ['user', 'beta-access', 'alex@example.com', 'on']],
    ['the tier (F78)', 'TIER_TOO_LOW', ['org', 'settings', 'set', '--tier', 'enterprise']],
  ] as const)('%s: no role change is suggested', (_, code, words) => {
    const { next, second } = ofCase(code)
    expect(next.commands).toEqual([words])
    expect(next.text).toContain('No role changes that.')
    expect(second).toBeUndefined()
  })

  it('a role and a feature that are both missing are both reported (F64)', () => {
    const { house } = CASES.FLAG_OFF()
    house.person('bo')
    const asked = { goal: toDo('domain.write', 'billing'), now: house.now }
    const { code, second, checks } = diagnosed(house.snapshot, 'bo', asked)
    expect(code).toBe('NO_ASSIGNMENT')
    expect(second).toMatchObject({ check: 'feature', code: 'FLAG_OFF' })
    expect(second!.next.commands).toEqual([['feature', 'set', 'cases', 'on']])
    expect(checks.slice(4).map(({ status }) => status)).toEqual(['failed', 'failed'])
  })

  it('a feature that is on is no problem, whatever the role', () => {
    const { house, goal } = CASES.FLAG_OFF()
    house.happened({ type: 'feature.changed', data: { feature: 'cases', before: false, after: true } })
    const diagnosis = diagnosed(house.snapshot, 'alex', { goal: goal!, now: house.now })
    expect(diagnosis.verdict).toBe('allowed')
    expect(statuses(diagnosis).slice(4)).toEqual(['not_applicable', 'passed'])
  })
})
