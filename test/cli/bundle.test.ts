/** From a refused command to a case that is handed on, at the command line, and its replay without a server. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { admit, type House, openHouse } from '../http/house.ts'
import { cli, type Machine, machine, type Ran, words } from './recorded-terminal.ts'

let house: House
let admin: Machine
let alex: Machine
const folder = mkdtempSync(join(tmpdir(), 'compartment-bundle-'))

beforeAll(async () => {
  house = await openHouse()
  const at = (token: string): Machine =>
    machine({
      env: {
        COMPARTMENT_API_URL: house.url,
        COMPARTMENT_TOKEN: token,
        COMPARTMENT_ORGANIZATION: 'acme',
        NO_COLOR: '1',
      },
      columns: 110,
    })
  admin = at(house.token)
  alex = at((await admit(house, 'alex@acme.example', 'viewer')).token)
  await done('project create billing')
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const run = (line: string, on = admin): Promise<Ran> => cli(on, ...words(line))

async function done(line: string): Promise<string> {
  const ran = await run(line)
  expect(ran, `${line}: ${ran.err}`).toMatchObject({ exit: 0 })
  return ran.out
}

/** What Alex is told when they may not. */
async function refused(): Promise<string> {
  const { exit, err } = await run('group list', alex)
  expect(exit).toBe(2)
  return /reference (den_\w+)/.exec(err)![1]!
}

describe('a refused command', () => {
  it('leads by its reference to then and now, side by side, and to who changed it', async () => {
    const reference = await refused()
    const before = await run(`access diagnose --reference ${reference}`)
    expect(before.exit, before.err).toBe(2)
    expect(before.out).toContain('✗ Blocked: alex@acme.example cannot')
    expect(before.out).toMatch(new RegExp(`What was refused\n {2}${reference}, .*: 403 NOT_ALLOWED\n`))
    expect(before.out).toContain('Since then no change has touched this.')
    await done('role create Groups --permission organization.group.read')
    await done(
      'assignment create --role Groups --user alex@acme.example --scope organization --reason "on call"',
    )
    const after = await run(`access diagnose --reference ${reference}`)
    expect(after.exit).toBe(0)
    expect(after.out).toMatch(/✗ failed {12}✓ passed {12}5\. Does their role grant it/)
    expect(after.out).toMatch(/fixed .*: assignment create by ana@acme\.example: allowed/)
  })

  it('of a reference that stands for nothing it says so', async () => {
    const { exit, err } = await run('access diagnose --reference den_0')
    expect(exit).toBe(1)
    expect(err).toContain('it has expired, was never given, or is about somebody else')
  })

  it('takes a person or a reference', async () => {
    const { exit, err } = await run('access diagnose')
    expect([exit, err.includes('--reference')]).toEqual([64, true])
  })
})

describe('access diagnosis', () => {
  it('lists what is open, shows one, records what a check cannot tell, and closes it', async () => {
    await done('user invite bo@acme.example')
    const told = await run('access diagnose bo@acme.example')
    const id = /kept as (dia_\w+)/.exec(told.out)![1]!
    expect(await done('access diagnosis list --output csv')).toContain(id)
    expect(await done(`access diagnosis show ${id}`)).toMatch(/Check signed_up +failed, INVITE_PENDING/)
    const known = await run(`access diagnosis record ${id} --check role --found passed --saw "they have it"`)
    expect(known.exit).toBe(1)
    expect(await done(`access diagnosis close ${id} --note "wrong address"`)).toContain(`Closed ${id}.`)
    expect(await done('access diagnosis list --output csv')).not.toContain(id)
    expect(await done('access diagnosis list --closed --output csv')).toContain(id)
  })
})

describe('access bundle', () => {
  it('prints the ticket with its reference, writes the file for its owner alone, and the replay says the same', async () => {
    await done('role create Narrow --permission project.read')
    const { token } = await admit(house, 'cy@acme.example', 'Narrow')
    const cy: Machine = { ...alex, env: { ...alex.env, COMPARTMENT_TOKEN: token } }
    const { err } = await run('group list', cy)
    const reference = /reference (den_\w+)/.exec(err)![1]!
    const early = await run(`access bundle --reference ${reference}`)
    expect([early.exit, early.out]).toEqual([1, ''])
    expect(early.err).toContain('none of the six checks is recorded')
    await run(`access diagnose --reference ${reference}`)
    const file = join(folder, 'case.json')
    const made = await run(`access bundle --reference ${reference} --save ${file}`)
    expect(made, made.err).toMatchObject({ exit: 0 })
    const id = /Its reference: (bun_\w+)/.exec(made.err)![1]!
    expect(made.out.split('\n').slice(0, 3)).toEqual([
      '# cy@acme.example: organization.group.read at organization',
      '',
      expect.stringContaining(`- **Reference**: ${id}`),
    ])
    expect(made.out).toContain(
      '| 5 | Does their role grant it, at that scope? | failed (KEY_NOT_IN_ROLE) | failed (KEY_NOT_IN_ROLE) |',
    )
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ id, format: 1 })
    expect((await run(`access bundle --reference ${reference} --save ${file}`)).exit).toBe(64)
    // Nothing is asked of anybody.
    const alone = machine({ env: { COMPARTMENT_API_URL: 'http://127.0.0.1:1', NO_COLOR: '1' } })
    const again = await cli(alone, 'access', 'replay', file)
    expect(again, again.err).toMatchObject({ exit: 2 })
    expect(again.out).toMatch(
      /^Reproduced: cy@acme\.example, blocked, KEY_NOT_IN_ROLE, at acme@\d+\.\n {2}1\. /,
    )
    expect((await done(`access diagnosis bundle ${id}`)).trimEnd()).toBe(made.out.trimEnd())
    const whole = join(folder, 'whole.json')
    writeFileSync(whole, await done(`access diagnosis bundle ${id} --output json`))
    expect((await cli(alone, 'access', 'replay', whole)).exit).toBe(2)
    const changed = join(folder, 'changed.json')
    writeFileSync(changed, readFileSync(file, 'utf8').replaceAll('KEY_NOT_IN_ROLE', 'NO_ASSIGNMENT'))
    const forged = await cli(alone, 'access', 'replay', changed)
    expect(forged.exit).toBe(1)
    expect(forged.err).toContain('code: NO_ASSIGNMENT in the bundle, KEY_NOT_IN_ROLE here')
  })

  it('nothing in a message steers the terminal, and the file has it as it came', async () => {
    const told = await run('access diagnose cy@acme.example --do variable.write --at billing')
    const id = /kept as (dia_\w+)/.exec(told.out)![1]!
    const file = join(folder, 'odd.json')
    const message = 'first\u001b[31m red\nsecond'
    const words = ['access', 'bundle', id, '--tried', 'x', '--error-message', message, '--save', file]
    const { out, exit } = await cli(admin, ...words)
    expect(exit).toBe(0)
    expect(out).not.toContain('\u001b')
    expect(out).toMatch(/\nfirst.+ red\nsecond\n/)
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ error_message: message })
  })

  it('names what is missing, and with which options it is given', async () => {
    const told = await run('access diagnose nobody@elsewhere.example')
    const id = /kept as (dia_\w+)/.exec(told.out)![1]!
    const { exit, err } = await run(`access bundle ${id} --override "not here at all" --tried "sign in"`)
    expect(exit).toBe(1)
    expect(err).toContain('the bundle lacks the exact error message, their role and the tenant')
    expect(err).toContain('next: add --error-message TEXT --role TEXT --tenant TEXT')
  })

  it.each(['[]', '{"format":2}', 'not JSON'])(
    'a file that is no bundle is not replayed: %s',
    async (text) => {
      const file = join(folder, 'other.json')
      writeFileSync(file, text)
      const { exit, err } = await run(`access replay ${file}`)
      expect(exit).toBe(1)
      expect(err).toContain('next: a bundle is written by: compartment access bundle … --save FILE')
    },
  )
})

describe('while a diagnosis is open that no role helps', () => {
  it('more access is refused with the way to say why, and a dry run says so before', async () => {
    await done('project create old')
    await done('project archive old --yes')
    await admit(house, 'dee@acme.example', 'viewer')
    await run('access diagnose dee@acme.example --do variable.write --at old')
    const tried = await run('role grant dee@acme.example deployer --dry-run')
    expect(tried.out).toMatch(/it will ask for a reason \(--reason\): this gives more access while/)
    const { exit, err } = await run('role grant dee@acme.example deployer')
    expect(exit).toBe(1)
    expect(err).toMatch(
      /PROJECT_ARCHIVED: no role helps against that, so it takes a reason \(REASON_REQUIRED/,
    )
    expect(err).toContain('next: add --reason WHY')
    await done('role grant dee@acme.example deployer --reason "they lead it from today"')
  })
})

describe('access diagnose --walk', () => {
  it('goes through the six checks in order, asks what nothing tells, records it, and leads to the bundle', async () => {
    await admit(house, 'eve@acme.example', 'viewer')
    const { store } = house.server.deps
    const { id: account } = await house.admin.showUser({ organization: 'acme', user: 'eve@acme.example' })
    await store.write([store.build.remove('sessions', { account })])
    const line = 'access diagnose eve@acme.example --do project.read --at billing --walk'
    const walk = await run(line, { ...admin, typed: ['p', 'signed in while on the phone'] })
    expect(walk, walk.err).toMatchObject({ exit: 0 })
    expect(walk.asked).toEqual(['Have you looked? p passed, f failed, Enter not yet: ', 'What did you see? '])
    const titles = Array.from(walk.err.matchAll(/^(\d)\. (.+)$/gm), ([, number]) => number)
    expect(titles).toEqual(['1', '2', '3', '4', '5', '6'])
    const id = /compartment access bundle (dia_\w+)/.exec(walk.err)![1]!
    expect(await done(`access diagnosis show ${id}`)).toContain(
      'recorded by ana@acme.example: signed in while on',
    )
  })

  it('stops at the first that fails, with what to do, if that is wanted', async () => {
    await done('user invite fay@acme.example')
    const { exit, err, asked } = await run('access diagnose fay@acme.example --walk', {
      ...admin,
      typed: ['s'],
    })
    expect(exit).toBe(2)
    expect(asked).toEqual(['Enter to look on, s to stop here: '])
    expect(err).toContain('2. Have they finished signing up?\n   ✗ no, failed (INVITE_PENDING)')
    expect(err).toContain('   $ compartment invitation resend fay@acme.example')
    expect(err).not.toContain('3. ')
  })

  it('takes somebody at a terminal', async () => {
    const { exit, err } = await run('access diagnose alex@acme.example --walk')
    expect([exit, err.includes('it takes somebody at a terminal')]).toEqual([64, true])
  })
})
