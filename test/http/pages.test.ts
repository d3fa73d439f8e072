import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CODES } from '../../src/core/index.ts'
import { type Door, openDoor } from './door-stub.ts'

const FORMS = [
  ['/setup', '/v1/setup'],
  ['/activate', '/v1/activate'],
  ['/demo', '/v1/demo/sign-in'],
] as const

let door: Door
beforeAll(async () => {
  // No use case is scripted: a page that used one would fail.
  door = await openDoor()
})
afterAll(async () => {
  await door[Symbol.asyncDispose]()
})

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

describe('a page', () => {
  it.each(['/', '/docs/errors', ...FORMS.map(([path]) => `${path}?token=cpl_x`)])(
    '%s runs its own style and script and nothing else',
    async (path) => {
      const answer = await door.ask(path, { anonymous: true })
      expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const text = await answer.text()
      const policy = answer.headers.get('content-security-policy')!
      for (const [tag, rule] of [
        ['style', 'style-src'],
        ['script', 'script-src'],
      ] as const) {
        const blocks = [...text.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(
          ([, inside]) => inside!,
        )
        for (const block of blocks) expect(policy).toContain(`${rule} ${hash(block)}`)
        expect(text.match(new RegExp(`<${tag}`, 'g')) ?? []).toHaveLength(blocks.length)
      }
      expect(text).not.toMatch(/ (style|on\w+)=|https?:\/\/(?!127\.0\.0\.1|www\.w3\.org)/)
    },
  )

  it.each(FORMS)('%s opened by a person or a mail scanner uses nothing up', async (path, action) => {
    for (const method of ['GET', 'HEAD']) {
      expect((await door.ask(`${path}?token=cpl_secret`, { anonymous: true, method })).status).toBe(200)
    }
    const text = await (await door.ask(`${path}?token=cpl_secret`, { anonymous: true })).text()
    expect(text).toContain(`data-action="${action}"`)
    expect(text).not.toContain('cpl_secret')
    expect(JSON.stringify(door.lines())).not.toContain('cpl_secret')
  })

  it.each(['', '?token=', '?token=a&token=b', '?t=x'])('with a link cut to %j says so', async (query) => {
    const text = await (await door.ask(`/activate${query}`, { anonymous: true })).text()
    expect(text).toContain('This link is incomplete')
    expect(text).not.toContain('<form')
  })

  it('describes every code where problems point to', async () => {
    const text = await (await door.ask('/docs/errors', { anonymous: true })).text()
    for (const code of Object.keys(CODES)) expect(text).toContain(`id="${code}"`)
  })
})
