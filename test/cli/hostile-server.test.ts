/** Real servers that are not what they seem, over the real `fetch`. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { cli, machine } from './recorded-terminal.ts'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

async function listen(answer: RequestListener): Promise<{ url: string; seen: IncomingMessage[] }> {
  const seen: IncomingMessage[] = []
  const server = createServer((request, response) => {
    seen.push(request)
    answer(request, response)
  })
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

function at(url: string) {
  return machine({
    env: { COMPARTMENT_API_URL: url, COMPARTMENT_TOKEN: 'secret', COMPARTMENT_ORGANIZATION: 'acme' },
  })
}

describe('a server that is not what it seems (OPS-08)', () => {
  it.each([301, 302, 303, 307, 308])('gets no token sent elsewhere by a redirect with %i', async (status) => {
    const thief = await listen((_, response) => response.end('{"items":[],"next_cursor":null}'))
    const redirecting = await listen((_, response) => {
      response.writeHead(status, { location: thief.url }).end()
    })
    const ran = await cli(at(redirecting.url), 'user', 'list')
    expect(ran).toMatchObject({ exit: 1, out: '' })
    expect(redirecting.seen).toHaveLength(1)
    expect(thief.seen).toEqual([])
  })

  it('is not talked to when it cannot prove who it is', async () => {
    const plain = await listen((_, response) => response.end('{}'))
    const ran = await cli(at(plain.url.replace('http:', 'https:')), 'user', 'list')
    expect(ran).toMatchObject({ exit: 1, out: '' })
    expect(ran.err).toMatch(/^error: no answer from `https:/)
    expect(plain.seen).toEqual([])
  })

  it.each([
    ['another program’s page', '<html>hello'],
    ['JSON of another kind', '{"hello":"world"}'],
    ['nothing', ''],
    ['deep JSON', '['.repeat(100_000)],
  ])('that answers %s is said to be none of Compartment’s', async (_, body) => {
    const { url } = await listen((_request, response) => response.end(body))
    const ran = await cli(at(url), 'user', 'list')
    expect(ran).toMatchObject({ exit: 1, out: '' })
    expect(ran.err).toMatch(/^error: (no answer from|the server’s answer is not as expected)/)
  })

  it('that drops the connection is unreachable', async () => {
    const { url } = await listen((request) => request.socket.destroy())
    expect(await cli(at(url), 'user', 'list')).toMatchObject({ exit: 1, out: '' })
  })

  it('that repeats a page for ever does not hold the command', async () => {
    const { url, seen } = await listen((_, response) => response.end('{"items":[],"next_cursor":"same"}'))
    expect(await cli(at(url), 'user', 'list')).toMatchObject({ exit: 0 })
    expect(seen).toHaveLength(2)
  })
})
