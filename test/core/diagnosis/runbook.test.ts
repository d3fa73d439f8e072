/** The runbook: every leaf is reached, every code has one, and what is told of it is what operators and people can use. */
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/contract/operation.ts'
import { OPERATIONS } from '../../../src/contract/table.ts'
import { CODES, type Code, DECISION_CODES, PERMISSION_KEYS, RUNBOOK } from '../../../src/core/index.ts'
import { acme } from '../support/house.ts'
import { diagnosed, evidenceOf, statuses, toDo } from './asking.ts'
import { CASES, invited, ofCase, ssoOnly, withProvider } from './cases.ts'

type Leaf = keyof typeof CASES
const LEAVES = RUNBOOK.flatMap(({ id, leaves }) => leaves.map(({ code }) => [code as Leaf, id] as const))
const ALL = Object.keys(CASES) as Leaf[]

describe('the runbook', () => {
  it('has every code once, and a case for each', () => {
    const codes = LEAVES.map(([code]) => code)
    expect(codes.toSorted()).toEqual(ALL.toSorted())
    expect(new Set(codes).size).toBe(codes.length)
  })

  it('has a leaf for every code with which enforcement can say no', () => {
    // Refused before there is a diagnosis, and only for who may see the whole install.
    const beside = new Set<Code>(['UNKNOWN_PERMISSION', 'NO_ACCOUNT'])
    const codes = new Set(LEAVES.map(([code]) => code as string))
    expect(DECISION_CODES.filter((code) => !beside.has(code) && !codes.has(code))).toEqual([])
  })

  it.each(LEAVES)('%s is reached from facts, at its check %s', (code, check) => {
    const diagnosis = ofCase(code)
    expect(diagnosis.code).toBe(code)
    expect(diagnosis.verdict).toBe(code === 'CANNOT_TELL' ? 'cannot_tell' : 'blocked')
    const found = diagnosis.checks.find((one) => one.code === code)!
    expect(found.id).toBe(check)
    expect(found.status).toBe(code === 'CANNOT_TELL' ? 'unknown' : 'failed')
  })

  it.each(ALL)('of %s one next step is told, and a command takes what the contract says', (code) => {
    for (const { text, commands } of [ofCase(code).next]) {
      expect(text).toMatch(/[.]$/)
      for (const words of commands) expect(operationOf(words), words.join(' ')).toBeDefined()
    }
    // Whoever may not run it is told what it takes, and given no command.
    const needs = ofCase(code).next.commands.flatMap((words) => permissionOf(words))
    for (const lacking of needs) {
      const { next } = ofCase(code, { reader: { may: (permission) => permission !== lacking } })
      expect(next.commands).toEqual([])
      expect(next.text).toContain(`\`${lacking}\``)
    }
    const { next } = ofCase(code, { reader: { may: (one) => READS.has(one) || needs.includes(one) } })
    expect(next).toEqual(ofCase(code).next)
  })
})

const READS: ReadonlySet<string> = new Set(['organization.role.read', 'organization.group.read'])

function operationOf(words: readonly string[]): Operation | undefined {
  const all = Object.values(OPERATIONS) as unknown as Operation[]
  return all.find(({ command }) => command !== undefined && words.join(' ').startsWith(command))
}

function permissionOf(words: readonly string[]): string[] {
  const { access } = operationOf(words)!
  const also: string[] = words.includes('--assign') ? ['organization.role.manage'] : []
  return 'permission' in access ? [access.permission, ...also] : []
}

describe('what the person concerned is told', () => {
  const keys = [...PERMISSION_KEYS, 'cases', 'preview', 'own-domains']
  const foreign = /Globex|org_|globex/
  const inner = /\b[a-z]{3}_\w+|[a-z]+\.[a-z]+(\.|\b)|`/
  const others =
    /\bada\b|Log Reader|deployer|viewer|Deploy Only|Writers|Guests|Corp Login|billing|storefront|production/

  it.each(ALL)(
    'of %s says what was checked (F90), shows no key, flag or id (F91), ends with one next step (F92) and has no other tenant’s name (F94)',
    (code) => {
      const { reply } = ofCase(code)
      expect(reply).toMatch(/^I have checked whether your account is active here[,. ]/)
      expect(reply).not.toMatch(inner)
      for (const key of keys) expect(reply.split(/[^\w.]+/)).not.toContain(key)
      expect(reply).not.toMatch(foreign)
      expect(reply).not.toMatch(others)
      expect(reply).not.toContain('alex')
      // The last sentence asks for one thing, and for its result.
      const sentences = reply.split(/(?<=[.]) /)
      expect(sentences.at(-1)).toMatch(
        /please (tell|send|find|look|choose|sign|wait|follow|set|try|reload)\b/i,
      )
      expect(sentences.at(-1)).toMatch(/tell me|send me/)
      expect(sentences.slice(0, -1).join(' ')).not.toMatch(/please/i)
    },
  )

  it.each(PERMISSION_KEYS)('names %s by what it lets them do', (permission) => {
    const house = acme()
    house.person('alex')
    const { reply } = diagnosed(house.snapshot, 'alex', { goal: toDo(permission, 'billing'), now: house.now })
    expect(reply).toMatch(/whether your role lets you [a-z -]+ there/i)
    expect(reply).not.toMatch(inner)
  })

  it('says that nothing was found where nothing is in the way', () => {
    const house = acme()
    const asked = { goal: toDo('variable.write', 'billing'), now: house.now }
    const { verdict, reply, next } = diagnosed(house.snapshot, 'ada', asked)
    expect(verdict).toBe('allowed')
    expect(reply).toContain('Everything is in order on our side. Please try it again now')
    expect(next.commands).toEqual([])
  })

  it('is told keys only in what operators read (F93)', () => {
    const diagnosis = ofCase('KEY_NOT_IN_ROLE')
    expect(evidenceOf(diagnosis, 'role')).toContain('`app.route.access`')
    expect(diagnosis.reply).not.toContain('app.route')
    expect(diagnosis.reply).toContain('whether your role lets you open protected apps there')
  })

  it.each([
    [
      'BLOCKED',
      'I have checked whether your account is active here. Your account is switched off in this organization. Once I tell you that it is switched on again, please sign in and tell me what you see.',
    ],
    [
      'NOT_A_MEMBER',
      'I have checked whether your account is active here, whether your sign-up is complete and whether you are in the right place. I could not find an account for you here. Please tell me the exact address that you sign in with, so that I can look again.',
    ],
    [
      'NO_ASSIGNMENT',
      'I have checked whether your account is active here, whether your sign-up is complete, your latest attempts to sign in, whether you are in the right place and whether your role lets you change variables there. You have not been given access to this yet. Once I tell you that your access was changed, please try again and tell me what you see.',
    ],
  ] as const)('of %s reads as one would say it', (code, reply) => {
    expect(ofCase(code).reply).toBe(reply)
  })

  it('is told in the catalogue’s words: every leaf that has a code has some', () => {
    for (const code of ALL) if (code !== 'CANNOT_TELL') expect(CODES[code].person).toMatch(/[.]$/)
  })

  it.each(Object.keys(CODES) as Code[])('of the code %s has no key, flag or id in it (F91)', (code) => {
    expect(CODES[code].person).not.toMatch(inner)
    for (const key of keys) expect(CODES[code].person.split(/[^\w.-]+/)).not.toContain(key)
  })
})

describe('check 1', () => {
  it('an inactive person is to be reactivated (F10, F70)', () => {
    const { next, checks } = ofCase('BLOCKED')
    expect(next.text).toMatch(/^Reactivate alex@example.com/)
    expect(next.commands).toEqual([['user', 'unblock', 'alex@example.com']])
    expect(checks[0]!.evidence[0]).toEqual({
      text: 'alex@example.com is in Inactive Users: blocked here; they keep roles, groups and history, and cannot get in.',
      ids: ['alex'],
    })
  })

  it('an active person passes, and the next checks go on (F11)', () => {
    const diagnosis = ofCase('CANNOT_TELL')
    expect(evidenceOf(diagnosis, 'account')).toContain('is in Active Users')
    expect(statuses(diagnosis).slice(0, 2)).toEqual(['passed', 'passed'])
  })

  it('neither active nor inactive, but pending: check 2 answers (F12)', () => {
    const diagnosis = ofCase('INVITE_PENDING')
    expect(evidenceOf(diagnosis, 'account')).toContain('is in Pending Invites')
    expect(diagnosis.checks.find(({ status }) => status === 'failed')!.id).toBe('signed_up')
  })

  it('nowhere is said only when checks 1, 2 and 4 have failed', () => {
    const diagnosis = ofCase('NOT_A_MEMBER')
    expect(statuses(diagnosis)).toEqual([
      'failed',
      'failed',
      'not_reached',
      'failed',
      'not_reached',
      'not_reached',
    ])
    expect(diagnosis.next.commands).toEqual([['user', 'invite', 'alex@example.com']])
  })

  it('a wrong tenant comes before not found, and names the tenant to the operator only', () => {
    const diagnosis = ofCase('WRONG_TENANT')
    expect(statuses(diagnosis)).toEqual([
      'failed',
      'failed',
      'not_reached',
      'failed',
      'not_reached',
      'not_reached',
    ])
    expect(diagnosis.checks.map(({ code }) => code)).toEqual([
      undefined,
      undefined,
      undefined,
      'WRONG_TENANT',
      undefined,
      undefined,
    ])
    expect(evidenceOf(diagnosis, 'place')).toContain('`Globex Corporation` (globex), not of `Acme`')
  })

  it('a cancelled invitation is mentioned, and one whose time is over too (F14)', () => {
    const { house } = CASES.INVITE_CANCELLED()
    const ask = (now: number) => diagnosed(house.snapshot, 'alex', { now })
    const fresh = ask(house.now)
    expect(fresh.code).toBe('INVITE_CANCELLED')
    expect(fresh.next.commands).toEqual([['user', 'invite', 'alex@example.com']])
    expect(evidenceOf(fresh, 'account')).toContain('was cancelled; it would have been good until 2026-03-08')
    const late = ask(house.now + 30 * 24 * 3_600_000)
    expect(evidenceOf(late, 'account')).toContain(
      'was cancelled; it would have expired by now, on 2026-03-08',
    )
  })
})

describe('check 2', () => {
  it.each([
    [
      'activation alone, where passwords are taken',
      false,
      true,
      /What is missing is activation: this organization takes passwords/,
    ],
    [
      'an SSO identity alone, where they are not',
      true,
      false,
      /What is missing is an SSO identity with this address at `Corp Login`: this organization takes no passwords/,
    ],
    [
      'either, where both are offered',
      true,
      true,
      /activation with a password, or an SSO identity with this address at `Corp Login`: both are possible/,
    ],
    ['a way in altogether', false, false, /takes no passwords and has no provider/],
  ])('an invited person lacks %s (S0-3)', (_, provider, passwords, said) => {
    const house = invited()
    if (provider) withProvider(house)
    const before = house.snapshot.organization
    house.happened({
      type: 'organization.passwords.changed',
      data: { before: before.passwords, after: passwords },
    })
    for (const now of [house.now, house.now + 30 * 24 * 3_600_000]) {
      const diagnosis = diagnosed(house.snapshot, 'alex', { now })
      expect(diagnosis.code).toBe(now === house.now ? 'INVITE_PENDING' : 'INVITE_EXPIRED')
      expect(evidenceOf(diagnosis, 'signed_up')).toMatch(said)
    }
  })

  it('a live invitation is to be found and clicked (F20)', () => {
    const { next, reply } = ofCase('INVITE_PENDING')
    expect(next.text).toMatch(
      /^Have them find the invitation mail, in the spam folder too, and click its link/,
    )
    expect(next.commands).toEqual([['invitation', 'resend', 'alex@example.com']])
    expect(reply).toContain('find the invitation in your mail, in the spam folder too, follow the link')
  })

  it('an expired one is to be sent again', () => {
    expect(ofCase('INVITE_EXPIRED').next.commands).toEqual([['invitation', 'resend', 'alex@example.com']])
  })

  it('neither pending nor usable is unusual: cancel and invite fresh (F24)', () => {
    const { next } = ofCase('UNUSUAL_ACCOUNT')
    expect(next.text).toMatch(/^Cancel what is left of the account here and invite them fresh/)
    expect(next.commands).toEqual([
      ['user', 'remove', 'alex@example.com'],
      ['user', 'invite', 'alex@example.com', '--assign', 'viewer@organization'],
    ])
    // What may not be seen cannot be given again.
    expect(ofCase('UNUSUAL_ACCOUNT', { reader: { groups: false } }).next.commands).toEqual([])
  })

  it('whoever has a password that is not taken, or no identity, is sent to the provider', () => {
    for (const code of ['SSO_REQUIRED', 'NO_SSO_IDENTITY'] as const) {
      expect(ofCase(code).next.text).toContain('sign in once with Corp Login at https://access.test/sign-in')
    }
    expect(evidenceOf(ofCase('SSO_REQUIRED'), 'signed_up')).toContain(
      'a password, which this organization does not take',
    )
    expect(diagnosed(ssoOnly('identity').snapshot, 'alex', { now: acme().now }).checks[1]!.status).toBe(
      'passed',
    )
  })
})
