/** `compartment login`: a page and a code to compare, and a session of the program's own. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remotesFile } from '../../src/cli/remotes.ts'
import { createClient } from '../../src/contract/client.ts'
import { admit, type House, openHouse } from '../http/house.ts'
import { recordedServer } from './recorded-server.ts'
import { cli, type Machine, machine, words } from './recorded-terminal.ts'

const STARTED = {
  device_code: 'cpd_secret',
  user_code: 'BCDF-GHJK',
  verification_url: 'https://access.example.com/device',
  verification_url_complete: 'https://access.example.com/device?code=BCDF-GHJK',
  interval: 5,
  expires_at: '2026-05-01T12:10:00Z',
}
const APPROVED = {
  state: 'approved',
  user: { id: 'usr_1', email: 'kim@acme.example' },
  token: 'cps_secret',
  expires_at: '2026-05-31T12:00:00Z',
}

/** @param polled the answers, one after the other */
function server(polled: readonly object[], started: object = STARTED) {
  const left = [...polled]
  return recordedServer({ 'POST /v1/device/start': started, 'POST /v1/device/token': () => left.shift() })
}

const stored = ({ env }: Machine): unknown => JSON.parse(readFileSync(remotesFile(env), 'utf8'))

describe('login through a browser', () => {
  it('prints where to go and what to compare, waits as long as it is told, and keeps the token', async () => {
    const pending = { state: 'authorization_pending', interval: 5 }
    const { fetch, asked } = server([pending, { state: 'slow_down', interval: 10 }, APPROVED])
    const at = machine({ fetch })
    const ran = await cli(at, 'login')
    expect(ran).toMatchObject({ exit: 0, opened: [], waited: [5000, 5000, 10_000] })
    for (const told of [STARTED.verification_url, STARTED.user_code, STARTED.verification_url_complete])
      expect(ran.err).toContain(told)
    for (const secret of [STARTED.device_code, APPROVED.token])
      expect(ran.out + ran.err).not.toContain(secret)
    expect(asked[0]!.body).toEqual({ client: 'compartment command line', device: 'laptop' })
    expect(asked[1]!.body).toEqual({ device_code: 'cpd_secret' })
    expect(stored(at)).toMatchObject({ remotes: { default: { token: 'cps_secret', organization: 'acme' } } })
  })

  it('opens the page only when asked to, and goes on where there is no browser', async () => {
    const at = machine({ fetch: server([APPROVED]).fetch })
    expect((await cli(at, 'login', '--open')).opened).toEqual([STARTED.verification_url_complete])
    const ran = await cli(machine({ fetch: server([APPROVED]).fetch, noBrowser: true }), 'login', '--open')
    expect(ran).toMatchObject({ exit: 0, opened: [] })
    expect(ran.err).toContain('open the page yourself')
  })

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'http://example.com/device', '-n calculator'])(
    'opens no page like %s',
    async (page) => {
      const { fetch } = server([APPROVED], { ...STARTED, verification_url_complete: page })
      expect((await cli(machine({ fetch }), 'login', '--open')).opened).toEqual([])
    },
  )

  it('is not made to hammer a server, nor to wait for ever', async () => {
    const hasty = Array.from({ length: 4 }, () => ({ state: 'authorization_pending', interval: 0 }))
    const { fetch } = server([...hasty, { state: 'authorization_pending', interval: 1e9 }, APPROVED])
    const { waited } = await cli(machine({ fetch }), 'login')
    expect(Math.min(...waited)).toBe(1000)
    expect(Math.max(...waited)).toBe(60_000)
    const always = recordedServer({
      'POST /v1/device/start': STARTED,
      'POST /v1/device/token': { state: 'authorization_pending', interval: 60 },
    })
    expect(await cli(machine({ fetch: always.fetch }), 'login')).toMatchObject({ exit: 1 })
  })

  it.each([
    ['access_denied', 'refused'],
    ['expired_token', 'in time'],
  ])('says so when it ends with %s, and keeps nothing', async (state, told) => {
    const at = machine({ fetch: server([{ state }]).fetch })
    const ran = await cli(at, 'login')
    expect(ran.exit).toBe(1)
    expect(ran.err).toContain(told)
    expect(() => readFileSync(remotesFile(at.env))).toThrow('ENOENT')
  })

  it('prints no control characters that a server sends', async () => {
    const { fetch } = server([APPROVED], { ...STARTED, user_code: 'BC\u001b[2J' })
    // oxlint-disable-next-line no-control-regex
    expect((await cli(machine({ fetch }), 'login')).err).not.toMatch(/\u001b/)
  })
})

describe('on a real server', () => {
  let house: House
  beforeAll(async () => {
    house = await openHouse()
  })
  afterAll(() => house[Symbol.asyncDispose]())

  it('login, session list, session revoke', async () => {
    const agree = async (): Promise<void> => {
      const { store } = house.server.deps
      const [login] = await store.rows(store.build.from.selectFrom('device_logins').selectAll())
      if (login?.state === 'pending') {
        const code = /code=([A-Z-]+)/.exec(printed)![1]!
        await house.admin.showDeviceLogin({ body: { user_code: code } })
        await house.admin.decideDeviceLogin({ body: { user_code: code, decision: 'approve' } })
      }
    }
    let printed = ''
    const at = machine({
      env: { COMPARTMENT_API_URL: house.url },
      meanwhile: agree,
      fetch: async (input, init) => {
        const answer = await fetch(input, init)
        printed += await answer.clone().text()
        return answer
      },
    })
    expect(await cli(at, 'login')).toMatchObject({ exit: 0 })
    const { items } = JSON.parse((await cli(at, ...words('session list --output json'))).out) as {
      items: { id: string; current: boolean; device: string }[]
    }
    expect(items.find(({ current }) => current)!.device).toBe('compartment command line on laptop')
    const all = await cli(at, ...words('session list --all'))
    expect(all.out).toContain('ana@acme.example')
    const kim = await admit(house, 'kim@acme.example', 'viewer')
    const of = await cli(at, ...words('session list --user kim@acme.example --output json'))
    const [theirs] = (JSON.parse(of.out) as { items: { id: string }[] }).items
    expect(await cli(at, 'session', 'revoke', theirs!.id, '--here')).toMatchObject({ exit: 0 })
    await expect(createClient({ url: house.url, token: kim.token }).whoAmI({})).rejects.toMatchObject({
      problem: { code: 'SESSION_EXPIRED' },
    })
    expect((await cli(at, ...words('session revoke --others'))).out).toMatch(/^Ended \d+ other sessions/)
    await expect(house.admin.whoAmI({})).rejects.toMatchObject({ problem: { code: 'SESSION_EXPIRED' } })
    const current = items.find((one) => one.current)!.id
    expect(await cli(at, 'session', 'revoke', current)).toMatchObject({ exit: 0 })
    expect((await cli(at, 'whoami')).exit).toBe(1)
  })

  it.each(['session revoke', 'session revoke ses_1 --others'])('`%s` asks which', async (line) => {
    expect(await cli(machine({ fetch: recordedServer({}).fetch }), ...words(line))).toMatchObject({
      exit: 64,
    })
  })
})
