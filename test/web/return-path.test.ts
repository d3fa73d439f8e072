import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { returnPath } from '../../src/web/navigation/return-path.ts'

const HERE = 'https://access.example.com'

describe('after signing in one goes back', () => {
  it.each([
    ['/orgs/acme', '/orgs/acme'],
    ['/device?code=WDJB-MJHT', '/device?code=WDJB-MJHT'],
    ['/orgs/acme?tab=users#top', '/orgs/acme?tab=users#top'],
    ['/accept', '/accept'],
  ])('to %s', (wanted, path) => {
    expect(returnPath(wanted, HERE)).toBe(path)
  })

  it.each([
    undefined,
    '',
    'orgs/acme',
    'https://evil.test/',
    '//evil.test',
    '///evil.test',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/\n/evil.test',
    '/.//evil.test',
    '/x/..//evil.test',
    'javascript:alert(1)',
    ' /orgs/acme',
    'data:text/html,x',
    '//access.example.com@evil.test',
    '/sign-in?to=/',
    '/sign-in/../sign-in',
    '/reset',
    '/setup',
  ])('to the start when the address says %j', (wanted) => {
    expect(returnPath(wanted, HERE)).toBe('/')
  })

  it('never to another site, whatever the address says', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '?',
      '#',
      '\t',
      '\n',
      '%2f',
      '%5c',
      'evil.test',
      'https',
      ' ',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 12 }), (pieces) => {
        const path = returnPath(pieces.join(''), HERE)
        expect(new URL(path, HERE).origin).toBe(HERE)
        expect(path).toMatch(/^\/(?!\/)/)
      }),
      { numRuns: 2000 },
    )
  })
})
