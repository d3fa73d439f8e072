/** AZ-12, AZ-13, GWP-07: other spellings, more fields, odd framing. */
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer } from './message.ts'
import { Siege } from './siege.ts'

let siege: Siege
beforeAll(async () => {
  siege = await Siege.lay()
})
afterAll(() => siege[Symbol.asyncDispose]())

const admin = (method: string, path: string, body?: unknown): Promise<Answer> =>
  siege.ask(siege.a.admin, method, path, body)
/** Status lines of what comes back for bytes. */
function bytes(text: string): Promise<string[]> {
  return new Promise((resolve) => {
    let got = ''
    const socket = connect(Number(new URL(siege.server.url).port), '127.0.0.1', () => socket.write(text))
    const done = (): void => resolve(got.match(/HTTP\/1\.1 \d+/g) ?? [])
    socket
      .on('data', (chunk) => (got += String(chunk)))
      .on('close', done)
      .on('error', done)
    setTimeout(() => socket.destroy(), 150)
  })
}

it('AZ-12 no spelling of an address gets past what its own spelling demands', async () => {
  const { viewer } = siege.a
  const spellings = ['', '?', '#x', '/', '.json', ';a=b', '%00', '//', '/.', '?dry_run=true', '?_method=GET']
  for (const end of spellings) {
    const { status } = await siege.ask(viewer, 'GET', `/users${end}`)
    expect([403, 404, 400], end).toContain(status)
  }
  const paths = [
    '/V1/organizations/acme/users',
    '//v1/organizations/acme/users',
    '/v1/organizations/acme/%75sers',
  ]
  paths.push(
    '/v1/organizations/ACME/users',
    '/v1/organizations/acme%2fusers',
    '/v1/organizations/x/../acme/users',
  )
  for (const path of paths)
    expect((await siege.send('GET', path, { as: viewer.token })).status, path).toBeGreaterThan(399)
  for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'PUT', 'PROPFIND', 'get'])
    expect((await siege.ask(viewer, method, '/users')).status, method).toBeGreaterThan(399)
  const headers = {
    'x-http-method-override': 'DELETE',
    'x-original-url': '/v1/account',
    'x-rewrite-url': '/v1/account',
  }
  const victim = `/users/${siege.a.nobody.id}`
  await siege.at('acme', 'POST', victim, { as: siege.a.admin.token, headers, body: {} })
  expect((await admin('GET', victim)).status).toBe(200)
})

it('AZ-13 fields that nobody asked for are refused, in every kind of write', async () => {
  const more = [
    'isAdmin',
    'id',
    'type',
    'status',
    'access',
    'createdBy',
    'emailVerified',
    'passwordHash',
    'organization',
  ]
  const writes: [string, string, object][] = [
    ['POST', '/users', { email: 'mass@acme.test' }],
    ['POST', '/groups', { name: 'Mass' }],
    ['POST', '/roles', { name: 'Mass', permissions: [] }],
    ['POST', '/projects', { name: 'mass' }],
    ['POST', '/assignments', { role: 'viewer', user: siege.a.nobody.email, scope: 'acme-secret' }],
    ['PUT', '/settings', { tier: 'team' }],
  ]
  for (const [method, path, body] of writes) {
    for (const field of more)
      expect((await admin(method, path, { ...body, [field]: 'x' })).status, field).toBe(400)
    expect((await admin(method, path, body)).status, path).toBeLessThan(300)
  }
})

it('GWP-07 a request with two lengths or none is refused, and nothing behind it is taken for another', async () => {
  const body = JSON.stringify({
    principal: siege.a.viewer.email,
    permission: 'project.read',
    scope: 'billing',
  })
  const length = body.length
  const request = (framing: string): string =>
    `POST /v1/organizations/acme/access/check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${siege.a.admin.token}\r\n` +
    `Content-Type: application/json\r\n${framing}\r\n\r\n${body}GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n`
  expect(await bytes(request(`Content-Length: ${length}`))).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200'])
  const odd = [
    `Content-Length: ${length}\r\nTransfer-Encoding: chunked`,
    `Content-Length: ${length}\r\nContent-Length: 3`,
    `Content-Length: +${length}`,
    'Transfer-Encoding: xchunked',
    'Transfer-Encoding : chunked',
  ]
  for (const framing of odd) expect(await bytes(request(framing)), framing).toEqual(['HTTP/1.1 400'])
  expect(await bytes(`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(70_000)}\r\n\r\n`)).toEqual([
    'HTTP/1.1 431',
  ])
  expect((await siege.send('GET', '/healthz')).status).toBe(200)
})
