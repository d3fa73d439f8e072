/** Inviting, accepting and recovering at the command line, against the real server. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { accountByEmail, createCustomer } from '../../src/store/store.ts'
import { type House, openHouse, PASSWORD } from '../http/house.ts'
import { cli, type Machine, machine, type Ran, words } from './recorded-terminal.ts'

let house: House
let directory: string
let admin: Machine

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'compartment-recover-'))
  house = await openHouse({ dataDirectory: directory })
  admin = machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: house.token } })
  await done('project create billing')
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true, force: true })
})

const run = (line: string, on = admin): Promise<Ran> => cli(on, ...words(line))

async function done(line: string, on = admin): Promise<string> {
  const ran = await run(line, on)
  expect(ran, `${line}: ${ran.err}`).toMatchObject({ exit: 0 })
  return ran.out
}

const linkIn = (text: string): string => /(?:Activation|Reset) URL:? +(\S+)/.exec(text)![1]!
const person = (...typed: string[]) => machine({ typed, env: {} })

describe('user invite --dry-run', () => {
  it('says how they come in and which goals would fail, and exits 2 where one does', async () => {
    const line = 'user invite bo@acme.example --role viewer --dry-run'
    const fails = await run(`${line} --goal project.read@billing deployment.create@billing`)
    expect(fails.exit).toBe(2)
    expect(fails.out.split('\n').slice(0, 5)).toEqual([
      'bo@acme.example gets a link, and chooses a password or, with an account already, proves that it is theirs',
      `they are offered a password at ${house.url}/sign-in`,
      'no mail goes out: the link is shown to you, and you pass it on',
      'project.read at billing will work',
      'deployment.create at billing would still fail: no role that decides here has the permission (KEY_NOT_IN_ROLE)',
    ])
    expect(await done(`${line} --goal project.read@billing`)).toContain('will work')
    expect(await done('user list')).not.toContain('bo@acme.example')
    const without = await run('user invite bo@acme.example --goal project.read@billing')
    expect([without.exit, without.err]).toEqual([1, expect.stringContaining('add --dry-run') as string])
    expect((await run('user invite bo@acme.example --dry-run --goal project.read')).exit).toBe(64)
  })
})

describe('accepting', () => {
  it('asks for a new password twice, and for one’s own once', async () => {
    const email = 'cy@acme.example'
    const first = linkIn(await done(`user invite ${email} --role viewer`))
    await done(`activate "${first}"`, person(PASSWORD, PASSWORD))
    const { deps } = house.server
    const { id } = (await accountByEmail(deps.store, email))!
    // Their address is proven in another customer alone, as it is on a shared install.
    await deps.store.write([
      deps.store.build.update('accounts', { id }, { email_verified_by: 'activation:cus_other' }),
    ])
    await done(`user remove ${email} --yes`)
    const second = linkIn(await done(`user invite ${email} --role viewer`))
    const owner = person(PASSWORD)
    const ran = await run(`activate "${second}"`, owner)
    expect([ran.exit, ran.asked]).toEqual([0, ['Password: ']])
  })

  it('in one’s account lists what waits, and accepts by id or by link', async () => {
    const { deps } = house.server
    const { store } = deps
    await store.write(createCustomer(store.build, { id: 'cus_b', name: 'b', createdAt: 0 }))
    const gus = {
      id: deps.newId('usr'),
      email: 'gus@globex.example',
      emailDisplay: 'gus@globex.example',
      name: '',
      type: 'user',
      passwordHash: await deps.passwords.hash(PASSWORD),
      epoch: 0,
      createdAt: 0,
    } as const
    await createOrganization(deps, {
      name: 'globex',
      customer: 'cus_b',
      admins: [{ account: gus, isNew: true }],
    })
    const env = { COMPARTMENT_API_URL: house.url }
    const at = machine({ typed: [PASSWORD], env })
    await done('login --email gus@globex.example', at)
    const link = linkIn(await done('user invite gus@globex.example --role viewer'))
    expect(await done('account invitation list', at)).toContain('no invitation waits for you')
    expect((await run('account invitation accept inv_nothing', at)).err).toContain('NOT_FOUND')
    expect(await done(`account invitation accept "${link}"`, at)).toContain('compartment org use acme')
    expect(await done('org list', at)).toMatch(/acme[\s\S]*globex/)
    expect(await done('org use acme', at)).toContain('Commands now work in acme')
    expect((await run(`account invitation accept "${link}"`, at)).err).toContain('LINK_NOT_VALID')
  })
})

describe('settings', () => {
  it('have bounds that keep people from locking themselves out by accident', async () => {
    for (const [option, value] of [
      ['--invitation-lifetime', '4m'],
      ['--invitation-lifetime', '91d'],
      ['--session-idle-lifetime', '1m'],
      ['--session-idle-lifetime', '60d'],
      ['--session-absolute-lifetime', '10m'],
      ['--session-absolute-lifetime', '400d'],
    ]) {
      const ran = await run(`org settings set ${option} ${value}`)
      expect([option, value, ran.exit, ran.err]).toEqual([
        option,
        value,
        1,
        expect.stringContaining('INVALID') as string,
      ])
    }
    const line = 'org settings set --session-idle-lifetime 8h --session-absolute-lifetime 14d'
    expect(await done(`${line} --dry-run`)).toContain('organization.settings.changed')
    expect(await done('org settings get')).toMatch(/Session idle lifetime +12 hours/)
    expect(await done(line)).toMatch(/Session idle lifetime +8 hours/)
  })

  it('of sign-in say what they end, and keep the last admin’s way in', async () => {
    expect(await done('auth settings get')).toMatch(/Passwords +on/)
    const refused = await run('auth settings set --passwords off --dry-run')
    expect([refused.exit, refused.err]).toEqual([2, expect.stringContaining('LAST_ADMIN') as string])
  })
})

describe('admin recover', () => {
  it('lets the only admin in again beside the running server, and shows up in the journal', async () => {
    const local = machine({ env: {}, now: new Date() })
    const data = `--data ${directory} --public-url ${house.url}`
    await done('user invite eve@acme.example --role admin')
    const several = await run(`admin recover --organization acme ${data}`, local)
    expect([several.exit, several.err]).toEqual([
      1,
      expect.stringMatching(
        /ana@acme\.example, eve@acme\.example \(INVALID\)\nnext: say who with --email/,
      ) as string,
    ])
    const line = `admin recover --organization acme --email ana@acme.example ${data}`
    const out = await done(`${line} --reason "INC-42"`, local)
    expect(out).toMatch(/Admin +ana@acme\.example\n/)
    const token = new URL(linkIn(out)).searchParams.get('token')!
    const reset = { method: 'POST', headers: { 'content-type': 'application/json' } }
    const body = JSON.stringify({ token, password: 'a recovered pass phrase' })
    const answered = await fetch(`${house.url}/v1/password/reset`, { ...reset, body })
    expect([answered.status, await answered.text()]).toEqual([200, '{}'])
    const at = machine({ typed: ['a recovered pass phrase'], env: { COMPARTMENT_API_URL: house.url } })
    await done('login --email ana@acme.example', at)
    expect(await done('whoami', at)).toContain('ana@acme.example')
    const missing = await run(`admin recover ${data}`, local)
    expect(missing.exit).toBe(64)
  })
})
