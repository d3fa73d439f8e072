import { describe, expect, it } from 'vitest'
import { PasswordHashes, TooBusy } from '../../src/identity/password-hash.ts'
import { passwordProblem } from '../../src/identity/password-rules.ts'

const ABOUT = ['jane.doe@acme.test', 'Jane Doe', 'acme', 'Acme Corporation']

describe('a password', () => {
  it.each([
    ['onlylowercaseletters', 'no rules about kinds of characters'],
    ['lamp orchid zebra 7', 'spaces count'],
    ['🦓'.repeat(3) + '🦒🐘🦏🐪🦘🐊🦎🐢🐍🦂🕷🦗', 'emoji count as one character each'],
    ['пароль длиннее некуда', 'any script'],
    ['jane likes rowing at dawn', 'a name among other words'],
    ['we were there treewise', 'words that look like walks'],
    ['sandwich orbit velvet', 'three words'],
    ['kqzvwxjyubmhfdp', 'random letters'],
  ])('may be `%s`: %s', (password) => {
    expect(passwordProblem(password, ABOUT)).toBeUndefined()
  })

  it.each([
    ['fourteen chars', 'shorter than 15'],
    ['x'.repeat(120) + 'abcdefghi', 'longer than 128'],
    ['Password12345678', 'first that anybody would try'],
    ['passwordpassword', 'first that anybody would try'],
    ['p a s s w o r d 1 2 3 4', 'first that anybody would try'],
    ['1234567890123456', 'repeats|first'],
    ['qwertyuiopasdfghjkl', 'first that anybody would try'],
    ['jane.doe@acme.test', 'first that anybody would try'],
    ['1q2w3e4r5t6y7u8i', 'first that anybody would try'],
    ['1qaz2wsx3edc4rfv', 'first that anybody would try'],
    ['poiuytrewqlkjhgfdsa', 'first that anybody would try'],
    ['qwertzuiopasdfghjkl', 'first that anybody would try'],
    ['azertyuiop123456', 'first that anybody would try'],
    ['abcdefghijklmnop', 'first that anybody would try'],
    ['P@ssw0rdP@ssw0rd1', 'first that anybody would try'],
    ['J4n3.D03@4cm3!!', 'first that anybody would try'],
    ['correcthorsebatterystaple', 'first that anybody would try'],
    ['iloveyouforever1', 'first that anybody would try'],
    ['Sommer2026Sommer2026!', 'first|repeats'],
    ['Acme-Jane-Doe-2026', 'first that anybody would try'],
    ['AcmeCorporation!!1', 'first that anybody would try'],
    ['abcabcabcabcabcabc', 'repeats'],
    ['aaaaaaaaaaaaaaaaaaa', 'repeats'],
    ['with a nul \0 inside it', 'cannot be typed'],
    ['with half a pair \ud83d inside', 'cannot be typed'],
  ])('may not be `%s`: %s', (password, why) => {
    expect(passwordProblem(password, ABOUT)).toMatch(new RegExp(why))
  })
})

describe('a password hash', () => {
  it('is Argon2id with 19 MiB, two passes and one lane, salted', async () => {
    const hashes = new PasswordHashes()
    const [one, other] = await Promise.all([
      hashes.hash('the same password'),
      hashes.hash('the same password'),
    ])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(one).not.toBe(other)
    expect(await hashes.matches('the same password', one)).toBe(true)
    expect(await hashes.matches('the same passwore', one)).toBe(false)
    expect(await hashes.matches('the same password', undefined)).toBe(false)
  })

  it('does not depend on how a keyboard composes characters', async () => {
    const hashes = new PasswordHashes()
    expect(await hashes.matches('cafe\u0301 au lait ﬁn', await hashes.hash('café au lait fin'))).toBe(true)
  })

  it('turns a flood away instead of queueing it without end', async () => {
    const hashes = new PasswordHashes(1, 2)
    const flood = await Promise.allSettled(
      Array.from({ length: 6 }, () => hashes.hash('a password like others')),
    )
    const refused = flood.filter((one) => one.status === 'rejected')
    expect(refused.map(({ reason }) => (reason as Error).constructor)).toEqual([TooBusy, TooBusy, TooBusy])
    await expect(hashes.hash('and goes on afterwards')).resolves.toBeDefined()
  })
})
