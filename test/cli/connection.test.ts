import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { remotesFile, saveRemote } from '../../src/cli/remotes.ts'
import { list, ME, problem, recordedServer, Status } from './recorded-server.ts'
import { cli, type Machine, machine, words } from './recorded-terminal.ts'

const SESSION = {
  user: { id: 'usr_1', email: 'kim@acme.example' },
  token: 'ses_secret',
  expires_at: '2026-05-02T00:00:00Z',
}

function server(more: Parameters<typeof recordedServer>[0] = {}) {
  return recordedServer({
    'POST /v1/sign-in': SESSION,
    'POST /v1/links/inspect': { purpose: 'activation', state: 'usable', asks: 'new_password' },
    'POST /v1/activate': SESSION,
    'POST /v1/sign-out': {},
    'GET users': list(),
    ...more,
  })
}

function stored({ env }: Machine): unknown {
  return JSON.parse(readFileSync(remotesFile(env), 'utf8'))
}

describe('login', () => {
  it('with an address asks for the password, and keeps the token where only its owner reads it', async () => {
    const { fetch, asked } = server()
    const at = machine({ fetch, typed: ['correct horse'] })
    const ran = await cli(at, 'login', '--email', 'kim@acme.example')
    expect(ran).toMatchObject({ exit: 0, asked: ['Password: '] })
    expect(ran.out + ran.err).not.toContain('ses_secret')
    expect(asked[0]!.body).toEqual({
      email: 'kim@acme.example',
      password: 'correct horse',
      answer_as: 'token',
    })
    expect(stored(at)).toEqual({
      current: 'default',
      remotes: { default: { url: 'http://127.0.0.1:4100', token: 'ses_secret', organization: 'acme' } },
    })
    expect(statSync(remotesFile(at.env)).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(remotesFile(at.env))).mode & 0o777).toBe(0o700)
  })

  it('tightens a folder that others could read', async () => {
    const at = machine({ fetch: server().fetch, input: 'correct horse\n' })
    mkdirSync(dirname(remotesFile(at.env)), { mode: 0o755, recursive: true })
    writeFileSync(remotesFile(at.env), '{"remotes":{}}', { mode: 0o644 })
    expect((await cli(at, ...words('login --email kim@acme.example --password-stdin'))).exit).toBe(0)
    expect(statSync(remotesFile(at.env)).mode & 0o777).toBe(0o600)
    expect(statSync(dirname(remotesFile(at.env))).mode & 0o777).toBe(0o700)
  })

  it('takes a token instead, from standard input if need be', async () => {
    const { fetch, asked } = server()
    const at = machine({ fetch, input: 'tok_service\n' })
    expect(
      (await cli(at, ...words('login --token - --remote work --url https://access.example.com'))).exit,
    ).toBe(0)
    expect(asked[0]!.headers.get('authorization')).toBe('Bearer tok_service')
    expect(stored(at)).toMatchObject({
      current: 'work',
      remotes: { work: { url: 'https://access.example.com' } },
    })
  })

  it('without a terminal says what to add', async () => {
    expect(
      await cli(machine({ fetch: server().fetch }), ...words('login --email kim@acme.example')),
    ).toMatchObject({ exit: 64 })
  })

  it('to a further server never takes the place of the one before', async () => {
    const at = machine({ fetch: server().fetch, input: 'x' })
    await cli(at, ...words('login --email kim@acme.example --password-stdin'))
    await cli(
      at,
      ...words('login --email kim@acme.example --password-stdin --url https://access.example.com'),
    )
    expect(stored(at)).toMatchObject({
      current: 'access.example.com',
      remotes: {
        default: { url: 'http://127.0.0.1:4100' },
        'access.example.com': { url: 'https://access.example.com' },
      },
    })
    expect((await cli(at, ...words('login --token t --remote work'))).err).toContain(
      'next: add its address: --url',
    )
  })

  it('with a wrong password keeps nothing', async () => {
    const refusing = server({
      'POST /v1/sign-in': new Status(401, problem('BAD_CREDENTIAL', 401, 'the credentials do not match')),
    })
    const at = machine({ fetch: refusing.fetch, input: 'x' })
    const ran = await cli(at, ...words('login --email kim@acme.example --password-stdin'))
    expect(ran.exit).toBe(1)
    expect(() => stored(at)).toThrow('ENOENT')
  })

  it('leaves it to the person which of several organizations to work in', async () => {
    const [acme] = ME.organizations
    const both = server({
      'GET /v1/account': { ...ME, organizations: [acme, { ...acme, name: 'globex' }] },
      'GET /v1/account/organizations': { items: [acme, { ...acme, name: 'globex' }] },
      'GET /v1/organizations/globex/users': list(),
    })
    const at = machine({ fetch: both.fetch, input: 'x' })
    expect((await cli(at, ...words('login --email kim@acme.example --password-stdin'))).err).toContain(
      'compartment org use acme',
    )
    const unsure = await cli(at, 'user', 'list')
    expect(unsure).toMatchObject({ exit: 64 })
    expect(unsure.err).toContain('acme, globex')
    expect((await cli(at, 'org', 'use', 'globex')).exit).toBe(0)
    expect((await cli(at, 'user', 'list')).exit).toBe(0)
    expect((await cli(at, 'org', 'use', 'initech')).exit).toBe(1)
  })
})

describe('activate and logout', () => {
  it('activate takes the whole link, asks twice, and signs in there', async () => {
    const { fetch, asked } = server()
    const at = machine({ fetch, typed: ['correct horse', 'correct horse'] })
    expect((await cli(at, 'activate', 'https://access.example.com/activate?token=abc')).exit).toBe(0)
    expect(asked[0]!.body).toEqual({ token: 'abc' })
    expect(asked[1]!.url.href).toBe('https://access.example.com/v1/activate')
    expect(asked[1]!.body).toEqual({ token: 'abc', password: 'correct horse', answer_as: 'token' })
    const slip = machine({ fetch, typed: ['correct horse', 'corect horse'] })
    expect((await cli(slip, 'activate', 'abc')).err).toContain('the two are not the same')
  })

  it('logout forgets the token even when the server is gone', async () => {
    const at = machine({ fetch: () => Promise.reject(new Error('down')) })
    saveRemote(at.env, 'work', { url: 'https://a.example', token: 'ses_secret', organization: 'acme' })
    expect((await cli(at, 'logout')).exit).toBe(1)
    expect(stored(at)).toEqual({
      current: 'work',
      remotes: { work: { url: 'https://a.example', organization: 'acme' } },
    })
  })
})

describe('a token (OPS-08)', () => {
  it('is not sent over plain http, except to this machine', async () => {
    const { fetch, asked } = server()
    for (const url of [
      'http://access.example.com',
      'http://127.0.0.1.evil.example',
      'http://localhost.evil.example',
      'ftp://x',
    ]) {
      const at = machine({ fetch, env: { COMPARTMENT_TOKEN: 't', COMPARTMENT_API_URL: url } })
      expect(await cli(at, 'user', 'list'), url).toMatchObject({ exit: 64 })
      expect(await cli(at, 'login', '--url', url, '--token', 't'), url).toMatchObject({ exit: 64 })
    }
    expect(asked).toEqual([])
    for (const url of [
      'http://127.0.0.1:9',
      'http://localhost:9',
      'http://[::1]:9',
      'https://access.example.com',
    ]) {
      const at = machine({ fetch, env: { COMPARTMENT_TOKEN: 't', COMPARTMENT_API_URL: url } })
      expect(await cli(at, 'user', 'list'), url).toMatchObject({ exit: 0 })
    }
  })

  it('goes to the address it was stored with and nowhere else', async () => {
    const { fetch, asked } = server()
    const at = machine({ fetch, env: { COMPARTMENT_ORGANIZATION: 'acme' } })
    saveRemote(at.env, 'work', { url: 'https://a.example', token: 'secret' })
    const elsewhere = { ...at, env: { ...at.env, COMPARTMENT_API_URL: 'https://b.example' } }
    await cli(elsewhere, 'user', 'list')
    await cli(at, 'user', 'list')
    await cli(
      { ...elsewhere, env: { ...elsewhere.env, COMPARTMENT_TOKEN: 'env' } },
      'user',
      'list',
      '--remote',
      'work',
    )
    expect(asked.map(({ url, headers }) => [url.hostname, headers.get('authorization')])).toEqual([
      ['b.example', null],
      ['a.example', 'Bearer secret'],
      ['a.example', 'Bearer secret'],
    ])
  })

  it('does not follow a redirect', async () => {
    const { fetch, asked } = server()
    await cli(machine({ fetch, env: { COMPARTMENT_ORGANIZATION: 'acme' } }), 'user', 'list')
    expect(asked[0]!.redirect).toBe('error')
  })

  it('is never printed', async () => {
    const at = machine({ fetch: server().fetch })
    saveRemote(at.env, 'work', { url: 'https://a.example', token: 'secret' })
    for (const format of ['table', 'json', 'yaml', 'csv']) {
      const ran = await cli(at, 'remote', 'list', '--output', format)
      expect(ran.exit).toBe(0)
      expect(ran.out + ran.err).not.toContain('secret')
    }
  })
})

describe('remotes', () => {
  it('are listed, chosen and forgotten', async () => {
    const at = machine()
    saveRemote(at.env, 'work', { url: 'https://a.example', token: 'secret', organization: 'acme' })
    saveRemote(at.env, 'home', { url: 'https://b.example' })
    await cli(at, 'remote', 'use', 'work')
    expect(JSON.parse((await cli(at, 'remote', 'list', '--output', 'json')).out)).toEqual({
      items: [
        { name: 'work', url: 'https://a.example', organization: 'acme', signed_in: true, current: true },
        { name: 'home', url: 'https://b.example', signed_in: false, current: false },
      ],
    })
    await cli(at, 'remote', 'remove', 'work')
    expect(stored(at)).toEqual({ remotes: { home: { url: 'https://b.example' } } })
    expect(await cli(at, 'remote', 'use', 'work')).toMatchObject({ exit: 64 })
    expect(await cli(at, 'user', 'list', '--remote', 'work')).toMatchObject({ exit: 64 })
  })

  it('lie in the folder the system has for settings', () => {
    expect(remotesFile({ HOME: '/home/kim' })).toBe('/home/kim/.config/compartment/remotes.json')
    expect(remotesFile({ HOME: '/home/kim', XDG_CONFIG_HOME: '/x' })).toBe('/x/compartment/remotes.json')
    expect(remotesFile({ COMPARTMENT_CONFIG_DIR: '/y' })).toBe(join('/y', 'remotes.json'))
  })

  it('are not silently replaced when their file is damaged', async () => {
    const at = machine()
    mkdirSync(dirname(remotesFile(at.env)), { recursive: true })
    writeFileSync(remotesFile(at.env), '{')
    const ran = await cli(at, 'user', 'list')
    expect(ran).toMatchObject({ exit: 1 })
    expect(ran.err).toContain('is damaged')
  })
})

describe('a hostile server (OPS-08)', () => {
  it('cannot fill the memory', async () => {
    const chunk = new Uint8Array(1024 * 1024)
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(chunk) })
    const at = machine({
      fetch: () => Promise.resolve(new Response(endless)),
      env: { COMPARTMENT_ORGANIZATION: 'acme' },
    })
    const ran = await cli(at, 'user', 'list')
    expect(ran.exit).toBe(1)
  })

  it('cannot confuse with an error that is none', async () => {
    for (const body of ['null', '[]', '{}', '"x"', '{"status":"x","detail":{}}']) {
      const at = machine({
        fetch: () => Promise.resolve(new Response(body, { status: 500 })),
        env: { COMPARTMENT_ORGANIZATION: 'acme' },
      })
      const ran = await cli(at, 'user', 'list')
      expect(ran.exit, body).toBe(1)
      expect(ran.err, body).not.toContain('fault of the command line')
    }
  })
})
