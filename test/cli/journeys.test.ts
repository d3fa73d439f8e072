/** The command line against the real server, over HTTP, with its store in memory. */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { remotesFile } from '../../src/cli/remotes.ts'
import { admit, type House, openHouse, PASSWORD } from '../http/house.ts'
import { cli, type Machine, machine, type Ran, words } from './recorded-terminal.ts'

type Named = { readonly id: string; readonly name: string; readonly permissions: readonly string[] }
type Items = { readonly items: readonly Named[] }

let house: House
let admin: Machine

beforeAll(async () => {
  house = await openHouse({ memory: true } as never)
  admin = signedIn(house.token)
})
afterAll(async () => house[Symbol.asyncDispose]())

function signedIn(token: string, more: Partial<Machine> = {}): Machine {
  return machine({ env: { COMPARTMENT_API_URL: house.url, COMPARTMENT_TOKEN: token }, ...more })
}

/** As the admin, from a line as it is printed in a document. */
async function run(line: string, on: Machine = admin): Promise<Ran> {
  return cli(on, ...words(line.replace(/^compartment /, '')))
}

async function done(line: string, on: Machine = admin): Promise<string> {
  const ran = await run(line, on)
  expect(ran, `${line}: ${ran.err}`).toMatchObject({ exit: 0 })
  return ran.out
}

async function json<T>(line: string): Promise<T> {
  return JSON.parse(await done(`${line} --output json`)) as T
}

describe('the commands of the documents, exactly as printed', () => {
  it('invites with the three lines, and the link works once (S1-4, S1-6)', async () => {
    const out = await done('compartment user invite deploy@example.com --role deployer')
    const [, url] = /^Invited deploy@example\.com as deployer\.\nActivation URL: (\S+)\n/.exec(out)!
    expect(out).toMatch(/\nInvitation expires at: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/)
    const person = machine({ typed: [PASSWORD, PASSWORD] })
    expect((await cli(person, 'activate', url!)).exit).toBe(0)
    const again = await cli({ ...person, typed: [PASSWORD, PASSWORD] }, 'activate', url!)
    expect(again.exit).toBe(1)
    expect(again.err).toContain('LINK_NOT_VALID')
  })

  it('lists users with e-mail, role and status (S0-1, S1-7)', async () => {
    const out = await done('compartment user list')
    expect(out).toMatch(/^EMAIL +NAME +ROLES +STATUS +ACCESS +SUMMARY\n/)
    expect(out).toMatch(/deploy@example\.com +deployer +active +allowed +Deploy/)
  })

  it('grants and changes a role by e-mail (S1-3, S1-8)', async () => {
    await done('compartment user invite user@example.com --role readonly')
    await done('compartment role grant user@example.com deployer')
    expect(await done('compartment user list')).toMatch(/user@example\.com +deployer +invited/)
    await done('compartment role grant user@example.com admin')
    expect(await done('compartment user list')).toMatch(/user@example\.com +admin +invited/)
  })

  it('creates, shows and updates a role with --permission as a list (S2-1)', async () => {
    const created = await done(
      'compartment role create "Billing Read Only" \\\n' +
        '--permission project.read environment.read deployment.read deployment.logs.read variable.metadata.read app.route.access \\\n' +
        '--output json',
    )
    const { id, permissions } = JSON.parse(created) as Named
    expect(permissions).toHaveLength(6)
    const update =
      `compartment role update ${id} \\\n` +
      '--permission project.read environment.read deployment.read deployment.logs.read variable.metadata.read app.route.access \\\n' +
      '--output json'
    expect(JSON.parse(await done(update))).toMatchObject({ id, permissions })
    expect(JSON.parse(await done(`compartment role show ${id} --output json`))).toMatchObject({
      id,
      permissions,
    })
    const roles = JSON.parse(await done('compartment role list --output json')) as Items
    expect(roles.items.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['admin', 'deployer', 'readonly', 'viewer', 'Billing Read Only']),
    )
    const builtIn = await run('compartment role update deployer --permission project.read')
    expect(builtIn.exit).toBe(2)
    expect(builtIn.err).toContain('SYSTEM_ROLE')
  })

  it('lists assignments and group members by id (S0-1)', async () => {
    const { items } = await json<Items>('compartment assignment list')
    expect(items.length).toBeGreaterThan(2)
    const { id } = await json<Named>('group create Support')
    await done(`group member add ${id} user@example.com`)
    expect(await json<Items>(`compartment group member list ${id}`)).toMatchObject({
      items: [{ email: 'user@example.com' }],
    })
  })

  it('removes at once, asking first at a terminal (S1-10)', async () => {
    const { token } = await admit(house, 'former-colleague@example.com', 'readonly')
    const theirs = signedIn(token)
    await done('whoami', theirs)
    const asking = signedIn(house.token, { typed: ['y'] })
    const ran = await run('compartment user remove former-colleague@example.com', asking)
    expect(ran).toMatchObject({ exit: 0, out: 'Removed former-colleague@example.com.\n' })
    expect(ran.asked[0]).toContain('Remove former-colleague@example.com')
    expect((await run('user list', theirs)).exit).not.toBe(0)
  })

  it('blocks and unblocks (S0-12)', async () => {
    const { token } = await admit(house, 'sam@example.com', 'admin')
    await done('user block sam@example.com --reason "lost laptop"')
    expect(await done('user list')).toMatch(/sam@example\.com +admin +active +blocked/)
    expect((await run('user list', signedIn(token))).exit).toBe(1)
    await done('compartment user unblock sam@example.com')
    expect(await done('user list')).toMatch(/sam@example\.com +admin +active +allowed/)
  })
})

describe('the example of Alex', () => {
  beforeAll(async () => {
    await done('project create billing')
    await done('environment create billing/production')
    await done('role create "Log Reader" --permission deployment.logs.read')
    await admit(house, 'alex@acme.example', 'deployer')
  })

  const narrow = 'assignment create --role "Log Reader" --user alex@acme.example --scope billing/production'

  it('a change that narrows is shown, refused without a terminal, and made by the printed command', async () => {
    const trial = await run(`${narrow} --dry-run`)
    expect(trial.exit).toBe(0)
    expect(trial.out).toMatch(
      /alex@acme\.example at billing\/production\n +− loses \d+: .*deployment\.create/,
    )
    const refused = await run(narrow)
    expect(refused).toMatchObject({ exit: 2, out: '' })
    const [, accepting] = /next: if this is meant: (compartment .*)$/m.exec(refused.err)!
    await done(accepting!.replaceAll("'", '"'))
  })

  it('is decided by the narrower grant, and explained (S0-7, S0-9)', async () => {
    const ask = 'alex@acme.example deployment.create --at billing/production'
    expect(await run(`access check ${ask}`)).toMatchObject({ exit: 2 })
    expect(
      await run('access check alex@acme.example deployment.logs.read --at billing/production'),
    ).toMatchObject({ exit: 0 })
    expect(await run('access check alex@acme.example deployment.create --at billing')).toMatchObject({
      exit: 0,
    })
    const { out, exit } = await run(`access explain ${ask}`)
    expect(exit).toBe(2)
    expect(out).toContain('✗ No: alex@acme.example cannot deploy at billing/production.\n')
    expect(out).toContain('Where: acme › billing › [production]\n')
    expect(out).toContain('• Log Reader, given directly\n')
    expect(out).toContain(
      'Would allow it, but is hidden by the nearer place that decides\n  • deployer, given directly, at the organization\n',
    )
    const decision = await run(`access explain ${ask} --output json`)
    expect(JSON.parse(decision.out)).toMatchObject({ allowed: false, code: 'SHADOWED_BY_NARROWER_SCOPE' })
  })

  it('is answered the other way round as well: who, what, grantors', async () => {
    expect(await done('access who deployment.logs.read --at billing/production')).toMatch(
      /alex@acme\.example +Log Reader/,
    )
    expect(await done('access what alex@acme.example --at billing/production')).toMatch(
      /billing\/production +1 +deployment\.logs\.read/,
    )
    expect(await done('access grantors deployment.create --at billing/production')).toContain(
      'ana@acme.example',
    )
    const typo = await run('access check alex@acme.example deployment.crate')
    expect(typo.out).toContain('did you mean deployment.create')
  })

  it('a deployer grants nothing: refused with exit code 2 (S1-9)', async () => {
    const { token } = await admit(house, 'dora@acme.example', 'deployer')
    const refused = await run('role grant alex@acme.example admin', signedIn(token))
    expect(refused).toMatchObject({ exit: 2, out: '' })
    expect(refused.err).toMatch(/^error: .*reference den_\w+/)
  })

  it('the last admin stays (S1-11)', async () => {
    await done('user remove user@example.com --yes')
    await done('user remove sam@example.com --yes')
    const refused = await run('user remove ana@acme.example --yes')
    expect(refused.exit).toBe(2)
    expect(refused.err).toContain('LAST_ADMIN')
  })
})

describe('getting in and out', () => {
  it('login, whoami, logout', async () => {
    const person = machine({ typed: [PASSWORD], env: { COMPARTMENT_API_URL: house.url } })
    await done('login --email ana@acme.example', person)
    expect(await done('session list', person)).toContain('compartment command line on laptop')
    const env = { ...person.env, COMPARTMENT_API_URL: undefined }
    const later = { ...person, env }
    expect(await done('whoami', later)).toMatch(/^Email +ana@acme\.example\n/)
    await done('user list', later)
    const { token } = (
      JSON.parse(readFileSync(remotesFile(env), 'utf8')) as { remotes: { default: { token: string } } }
    ).remotes.default
    await done('logout', later)
    expect(await run('user list', later)).toMatchObject({ exit: 1 })
    const kept = await run('whoami', signedIn(token))
    expect(kept).toMatchObject({ exit: 1 })
    expect(kept.err).toContain('compartment login')
  })

  it('a wrong password says so and keeps nothing', async () => {
    const person = machine({ input: 'wrong', env: { COMPARTMENT_API_URL: house.url } })
    const ran = await run('login --email ana@acme.example --password-stdin', person)
    expect(ran.exit).toBe(1)
    expect(ran.err).toContain('BAD_CREDENTIAL')
    expect(() => readFileSync(remotesFile(person.env))).toThrow('ENOENT')
  })
})

describe('everything else works, too', () => {
  it.each([
    'project create shop --display-name Shop',
    'project show shop',
    'project update shop --display-name "The shop"',
    'environment create shop staging',
    'environment list shop',
    'environment list',
    'environment delete shop/staging --yes',
    'project archive shop --yes',
    'project list --archived yes',
    'project unarchive shop',
    'project delete shop --yes',
    'group create Night --description "at night"',
    'group update Night --name Nights',
    'group show Nights',
    'group list',
    'group member add Nights alex@acme.example',
    'group member remove Nights alex@acme.example --yes',
    'group delete Nights --yes',
    'role duplicate deployer "Careful Deployer"',
    'role list --kind custom',
    'role delete "Careful Deployer" --yes',
    'permission list',
    'permission show deployment.create',
    'assignment list --user alex@acme.example --output csv',
    'invitation list',
    'user invite late@acme.example',
    'invitation resend late@acme.example',
    'invitation cancel late@acme.example --yes',
    'user show alex@acme.example',
    'user beta-access alex@acme.example on',
    'org list',
    'org show',
    'org settings get',
    'org settings set --tier team --invitation-lifetime 3d',
    'auth settings get',
    'feature list',
    'catalogue list',
    'audit list --limit 3',
    'audit verify',
    'whoami',
    'whoami --output yaml',
  ])('%s', async (line) => {
    expect(await done(line)).not.toBe('')
  })

  it('every list is the API object as JSON', async () => {
    for (const noun of [
      'user',
      'role',
      'group',
      'assignment',
      'project',
      'permission',
      'invitation',
      'feature',
      'catalogue',
    ]) {
      expect(await json<Items>(`${noun} list`), noun).toMatchObject({
        items: expect.any(Array) as unknown,
        next_cursor: null,
      })
    }
  })
})
