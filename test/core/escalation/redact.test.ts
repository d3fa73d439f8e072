import { describe, expect, it } from 'vitest'
import { redact } from '../../../src/core/index.ts'

const RANDOM = 'k3JhV9xQ2mPz7LrT5wYbN8cDfG4sA6uE1oIhKjZqXtM'

/** What goes in, what must be gone, what kind it was, and what must still stand there. */
const SECRETS: readonly (readonly [text: string, secret: string, kind: string, left: string])[] = [
  [`GET /x 401 cps_${RANDOM}`, RANDOM, 'session token', 'GET /x 401 [redacted: session token]'],
  [`export COMPARTMENT_TOKEN=cpt_${RANDOM}`, RANDOM, 'API token', 'COMPARTMENT_TOKEN=[redacted: API token]'],
  [`code cpd_${RANDOM}.`, RANDOM, 'device code', 'code [redacted: device code].'],
  [`link cpl_${RANDOM}`, RANDOM, 'one-time link', 'link [redacted: one-time link]'],
  [
    `Open https://access.example/activate?token=cpl_${RANDOM} now`,
    RANDOM,
    'one-time link',
    'Open https://access.example/activate?token=[redacted: one-time link] now',
  ],
  [
    'https://elsewhere.example/reset?user=7&token=-bc123&next=/home',
    '-bc123',
    'one-time link',
    '?user=7&token=[redacted: one-time link]&next=/home',
  ],
  [
    'Authorization: Bearer abcdef0123456789',
    'abcdef0123456789',
    'credential',
    'Authorization: Bearer [redacted',
  ],
  [
    'authorization: basic YWxleDpodW50ZXIy',
    'YWxleDpodW50ZXIy',
    'credential',
    'authorization: basic [redacted',
  ],
  ['Cookie: __Host-compartment=x1y2; theme=dark\nnext line', 'x1y2', 'cookie', '\nnext line'],
  ['set-cookie: a=b; HttpOnly', 'a=b', 'cookie', 'set-cookie: [redacted: cookie]'],
  [
    'clone https://alex:hunter2@git.example/a.git failed',
    'hunter2',
    'password',
    'https://alex:[redacted: password]@git.example/a.git failed',
  ],
  [
    'postgres://app:p%40ss@db.example:5432/x',
    'p%40ss',
    'password',
    'postgres://app:[redacted: password]@db.example:5432/x',
  ],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl', 'eyJhbGci', 'token', '[redacted: token]'],
  [
    'AWS said AKIAIOSFODNN7EXAMPLE is not allowed',
    'AKIAIOSFODNN7EXAMPLE',
    'access key',
    'AWS said [redacted: access key] is not',
  ],
  ['ghp_0123456789abcdefghijABCDEFGHIJ', 'ghp_0123', 'access key', '[redacted: access key]'],
  ['password=hunter2&x=1', 'hunter2', 'secret value', 'password=[redacted: secret value]&x=1'],
  ['{"password": "correct horse", "user": "alex"}', 'correct horse', 'secret value', '"user": "alex"}'],
  ["DB_PASSWORD='two words'", 'two words', 'secret value', 'DB_PASSWORD=[redacted: secret value]'],
  ['client_secret: s3cr3t-value', 's3cr3t-value', 'secret value', 'client_secret: [redacted: secret value]'],
  [
    'https://idp.example/cb?state=1&code=4f5a6',
    '4f5a6',
    'secret value',
    '?state=1&code=[redacted: secret value]',
  ],
  [
    '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----\nafter',
    'MIIEvQIBADANBg',
    'private key',
    '\nafter',
  ],
  [
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBg',
    'MIIEvQIBADANBg',
    'private key',
    '-----BEGIN RSA PRIVATE KEY-----',
  ],
  [`the thing ${RANDOM} was there`, RANDOM, 'random text', 'the thing [redacted: random text] was there'],
]

/** As they are printed by this product, by others, and by people. */
const HARMLESS = [
  'error: you may not do this: it takes `variable.write` at `billing` (NOT_ALLOWED, reference den_0123456789abcdefghjkmnpqrs)',
  'Something went wrong (500).\n\n  at Object.<anonymous> (/app/index.js:10:5)\r\n\tat next\n',
  'token: expired',
  'the password is wrong; your password: not accepted',
  'invalid token, please sign in',
  'usr_01j9zz0000abcdefghjkmnpqrs cannot see prj_01j9zz0000abcdefghjkmnpqrs',
  `impact ${'d'.repeat(64)}`,
  'https://access.example/organizations/acme/users?q=alex#top',
  'Ausgeschlossen: “Zugriff verweigert” 🚫  two  spaces   kept ',
  'code: 403; secret garden; bearer of bad news',
]

describe('what is pasted', () => {
  it.each(SECRETS)(
    '%j loses what lets anybody in, by its kind, and nothing else',
    (text, secret, kind, left) => {
      const { text: clean, found } = redact(text)
      expect(clean).not.toContain(secret)
      expect(clean).toContain(`[redacted: ${kind}]`)
      expect(clean).toContain(left)
      expect(found).toEqual({ [kind]: 1 })
      expect(redact(clean)).toEqual({ text: clean, found: {} })
    },
  )

  it.each(HARMLESS)('%j stays byte by byte', (text) => {
    expect(redact(text)).toEqual({ text, found: {} })
  })

  it('several secrets in one text all go, and each is counted', () => {
    const text = SECRETS.map(([one]) => one).join('\n---\n')
    const { text: clean, found } = redact(text.replace('-----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBg', ''))
    for (const [, secret] of SECRETS) expect(clean).not.toContain(secret)
    expect(Object.values(found).reduce((sum, one) => sum + one, 0)).toBe(SECRETS.length - 1)
  })

  it('text that is made to be slow is not', () => {
    for (const part of [
      'a-',
      'eyJ',
      'password',
      '-----BEGIN PRIVATE KEY-----',
      'x://',
      'Aa1-',
      '?token=',
      'cookie: ',
    ]) {
      const began = performance.now()
      redact(part.repeat(Math.ceil(10_000 / part.length)))
      expect(performance.now() - began, part).toBeLessThan(1000)
    }
  })
})
