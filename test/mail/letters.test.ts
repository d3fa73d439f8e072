/** What letters say and how: the same words as text and HTML, nothing of others' text that works, nothing loaded. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Letter } from '../../src/operations/mail/letter.ts'
import { written } from '../../src/operations/mail/letters/all.ts'
import { named } from '../../src/operations/mail/letters/sheet.ts'

const TO = { account: 'usr_1', email: 'ann@acme.test', expiresAt: Date.UTC(2026, 0, 6, 9) }
const FROM = { organizationName: 'Acme Corporation', by: 'Ben Baker' }
const URL_ = `https://access.test/activate?token=cpl_${'a'.repeat(43)}`
const SIGN_IN = { signInUrl: 'https://access.test/sign-in' }

const LETTERS: readonly Letter[] = [
  { kind: 'invitation', ...TO, ...FROM, url: URL_, again: false },
  { kind: 'invitation', ...TO, ...FROM, url: URL_, again: true },
  { kind: 'acceptance', ...TO, ...FROM, url: URL_, again: false },
  { kind: 'acceptance', ...TO, ...FROM, url: URL_, again: true },
  { kind: 'sso_invitation', ...TO, ...FROM, ...SIGN_IN },
  { kind: 'joined', ...TO, ...FROM, ...SIGN_IN },
  { kind: 'password_reset', ...TO, url: URL_ },
  { kind: 'operator_reset', ...TO, ...FROM, url: URL_ },
  {
    kind: 'password_changed',
    ...TO,
    at: TO.expiresAt,
    cause: 'changed',
    forgotUrl: 'https://access.test/forgot',
  },
  {
    kind: 'password_changed',
    ...TO,
    at: TO.expiresAt,
    cause: 'reset',
    forgotUrl: 'https://access.test/forgot',
  },
]

const asText = (html: string): string =>
  html
    .replaceAll(/<style>.*?<\/style>/gs, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')

describe.each(LETTERS.map((letter) => [letter.kind, letter] as const))('the letter %s', (_, letter) => {
  it('says the same as text and as HTML', () => {
    const { subject, text, html } = written(letter)
    expect(subject.length).toBeGreaterThan(5)
    for (const line of text.split('\n\n').flatMap((part) => part.split('\n'))) {
      if (line.trim() === '' || line === '-- ') continue
      expect(asText(html)).toContain(line.replace(/:$/, '').trim())
    }
  })

  it('loads nothing and runs nothing', () => {
    const { html } = written(letter)
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form|svg)\b|url\(|@import|\son\w+=/i)
    const addresses = [...html.matchAll(/(?:src|href|background)="([^"]*)"/g)].map(([, address]) => address!)
    expect(addresses.every((address) => address.startsWith('https://access.test/'))).toBe(true)
  })

  it('RST-12 makes nothing of a name that is markup, a link, or a whole page', () => {
    const evil = [
      '<a href="https://evil.test">click</a>',
      'Acme" onmouseover="x',
      'visit evil.test or https://evil.test/x now',
      'mail me@evil.test',
      `A\r\nBcc: evil@evil.test\u2028\u202egnp.exe`,
      'x'.repeat(5000),
    ]
    for (const organizationName of evil) {
      for (const by of evil) {
        const { subject, text, html } = written({ ...letter, organizationName, by } as Letter)
        expect(html).not.toMatch(/<a[^>]*evil|onmouseover="x/)
        expect(`${subject}${text}${html}`).not.toMatch(
          /evil\.test|https:\/\/evil|@evil|[\u202a-\u202e\u2028]/,
        )
        expect(subject).not.toMatch(/[\r\n]/)
        expect(subject.length).toBeLessThan(200)
        expect(text.split('\n').every((line) => !line.startsWith('Bcc'))).toBe(true)
        expect([...html.matchAll(/<a /g)].length).toBe(1)
      }
    }
  })
})

it('RST-12 a name is one short line in which nothing is a link, whatever it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const shown = named(text)
      expect(Array.from(shown.replaceAll('\u2060', '')).length).toBeLessThanOrEqual(64)
      expect(shown).not.toMatch(/[\r\n\t\0]|[.:/@](?=[^\s\u2060])/u)
    }),
    { numRuns: 100 },
  )
  expect(named('Acme Corporation')).toBe('Acme Corporation')
  expect(named('  Müller & Söhne GmbH ')).toBe('Müller & Söhne GmbH')
}, 30_000)
