import { describe, expect, it } from 'vitest'
import { programFor } from '../../src/cli/program.ts'
import type { Operation } from '../../src/contract/operation.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { SETTING_PREFIX, SETTINGS } from '../../src/settings.ts'
import { list, recordedServer } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'
import { role, user } from './things.ts'

type Commands = ReturnType<typeof programFor>['root']

const TERMINAL = { env: {}, outIsTerminal: false, columns: 80 } as unknown as Parameters<typeof programFor>[0]

function leaves(command: Commands, path = ''): [path: string, command: Commands][] {
  return command.commands.flatMap((child) => {
    const name = `${path} ${child.name()}`.trim()
    return child.commands.length > 0 ? leaves(child, name) : [[name, child]]
  })
}

/** These would start something. */
const isLocal = (path: string): boolean => /^(serve|demo|admin|backup|restore)\b/.test(path)

const ALL = leaves(programFor(TERMINAL, []).root)

describe('the grammar', () => {
  it('has a command for every operation of the contract that declares one', () => {
    const declared = Object.values<Operation>(OPERATIONS).flatMap(({ command }) => command ?? [])
    const missing = declared.filter((command) => !ALL.some(([path]) => path === command))
    expect(missing).toEqual([])
  })

  it('explains every command and option in words of its own', () => {
    for (const [path, command] of ALL) {
      expect(command.description(), path).not.toBe('')
      for (const { description, flags, long } of command.options) {
        const spelt = long!.replace('--', '').replaceAll('-', ' ')
        expect(description, `${path} ${flags}`).not.toBe(spelt)
      }
    }
  })

  it('gives examples, and they parse', async () => {
    const misused = /unknown|missing required|required option|too many|does not fit/
    for (const [path] of ALL.filter(([name]) => name !== 'completion' && name !== 'complete')) {
      const { out } = await cli(machine(), ...path.split(' '), '--help')
      const examples = [...out.matchAll(/^ {2}\$ compartment (.+)$/gm)].map(([, line]) => line!)
      expect(examples, path).not.toEqual([])
      if (isLocal(path)) continue
      for (const line of examples) {
        const ran = await cli(
          machine({ fetch: () => Promise.reject(new Error('down')) }),
          ...words(line.replace(/ < .*/, '')),
        )
        expect(ran.err, line).not.toMatch(misused)
      }
    }
  })

  it('lets every write be tried with --dry-run and every destructive one be confirmed with --yes', () => {
    const flags = (path: string): string[] =>
      ALL.find(([name]) => name === path)![1].options.map(({ long }) => long!)
    const writes = Object.values<Operation>(OPERATIONS).filter(
      (one) => one.command && 'dry_run' in one.query.shape,
    )
    expect(writes.length).toBeGreaterThan(20)
    for (const { command } of writes) expect(flags(command!), command).toContain('--dry-run')
    const destructive = ALL.map(([path]) => path).filter((path) =>
      /(remove|delete|cancel| archive)$/.test(path),
    )
    const onServer = destructive.filter((path) => path !== 'remote remove')
    expect(onServer).toHaveLength(11)
    for (const path of onServer) expect(flags(path), path).toContain('--yes')
  })

  it.each([
    [['usr', 'list'], 'error: unknown command `usr`\nnext: did you mean user?\n'],
    [['user', 'lst'], 'error: unknown command `lst`\nnext: did you mean list?\n'],
    [
      ['user', 'list', '--outptu', 'json'],
      'error: unknown option `--outptu`\nnext: did you mean --output?\n',
    ],
    [['user', 'show'], 'error: missing required argument `email`\n'],
    [['role', 'create', 'X'], 'error: required option `--permission <key...>` not specified\n'],
  ])('answers %j with what was meant, and exit code 64', async (argv, err) => {
    expect(await cli(machine(), ...argv)).toMatchObject({ exit: 64, out: '', err })
  })

  it('prints the help of a noun without a verb on standard error, exit code 64', async () => {
    const ran = await cli(machine(), 'role')
    expect(ran).toMatchObject({ exit: 64, out: '' })
    expect(ran.err).toContain('duplicate')
  })

  it('prints help that was asked for on standard output, exit code 0', async () => {
    const ran = await cli(machine(), 'user', 'invite', '--help')
    expect(ran).toMatchObject({ exit: 0, err: '' })
    expect(ran.out).toContain('$ compartment user invite deploy@example.com --role deployer')
    expect(ran.out).toContain('--organization <name>')
  })
})

describe('the help of serve', () => {
  it('lists every setting with what it means', async () => {
    const { out } = await cli(machine(), 'serve', '--help')
    for (const { name, meaning } of SETTINGS) {
      expect(out).toContain(`  ${SETTING_PREFIX}${name}\n      ${meaning}\n`)
    }
  })
})

describe('what is typed', () => {
  it('--permission takes a list separated by spaces, and repeats (S2-1)', async () => {
    const server = recordedServer({ 'POST roles': role('Billing Read Only') })
    const on = machine({ fetch: server.fetch })
    await cli(
      on,
      ...words('role create "Billing Read Only" --permission project.read environment.read --output json'),
    )
    await cli(
      on,
      ...words('role create "Billing Read Only" --permission project.read --permission environment.read'),
    )
    const bodies = server.asked.filter(({ method }) => method === 'POST').map(({ body }) => body)
    const body = { name: 'Billing Read Only', permissions: ['project.read', 'environment.read'] }
    expect(bodies).toEqual([body, body])
  })

  it('global options stand before or after the command', async () => {
    const server = recordedServer({ 'GET roles': list() })
    const on = machine({ fetch: server.fetch })
    const before = await cli(on, '--output', 'json', '--organization', 'acme', 'role', 'list')
    const after = await cli(on, 'role', 'list', '--output', 'json', '--organization', 'acme')
    expect(before.out).toBe(after.out)
    expect(JSON.parse(before.out)).toEqual(list())
  })

  it('a role at a scope, times from now, on and off, and durations become what the API wants', async () => {
    const server = recordedServer({
      'POST users': { user: user('sam@acme.example') },
      'POST assignments': {},
      'PATCH assignments/asg_1': {},
      'PUT features/cases': {},
      'PUT settings': {},
    })
    const on = machine({ fetch: server.fetch, env: { COMPARTMENT_ORGANIZATION: 'acme' } })
    const json = ['--output', 'json']
    await cli(on, 'user', 'invite', 'sam@acme.example', '--assign', 'Log Reader@billing/production', ...json)
    await cli(
      on,
      ...words('assignment create --role readonly --user sam@acme.example --at billing --expires-at 30d'),
      ...json,
    )
    await cli(on, ...words('assignment update asg_1 --expires-at never'), ...json)
    await cli(on, ...words('feature set cases on --output json'))
    await cli(on, ...words('org settings set --invitation-lifetime 7d --output json'))
    expect(server.asked.map(({ body }) => body)).toEqual([
      { email: 'sam@acme.example', assignments: [{ role: 'Log Reader', scope: 'billing/production' }] },
      {
        role: 'readonly',
        user: 'sam@acme.example',
        scope: 'billing',
        expires_at: '2026-05-31T12:00:00.000Z',
      },
      { expires_at: null },
      { enabled: true },
      { invitation_lifetime: 604_800 },
    ])
  })

  it('an environment is named with its project, in one word or in two', async () => {
    const server = recordedServer({
      'POST projects/billing/environments': { id: 'env_1', name: 'staging', path: 'billing/staging' },
    })
    const on = machine({ fetch: server.fetch, env: { COMPARTMENT_ORGANIZATION: 'acme' } })
    await cli(on, 'environment', 'create', 'billing/staging')
    await cli(on, 'environment', 'create', 'billing', 'staging')
    expect(server.asked.map(({ body }) => body)).toEqual([{ name: 'staging' }, { name: 'staging' }])
    expect(await cli(on, 'environment', 'create', 'billing')).toMatchObject({ exit: 64 })
  })

  it.each([
    ['assignment create --role r --user u --at x --expires-at soon', 'RFC 3339'],
    ['feature set cases maybe', 'on or off'],
    ['org settings set --tier gold', 'free, team, enterprise'],
    ['user invite a@b.example --assign deployer', 'deployer@billing'],
    ['user list --limit many', 'a number'],
  ])('`%s` is refused before anything is asked, exit code 64', async (line, told) => {
    const server = recordedServer({})
    const ran = await cli(machine({ fetch: server.fetch }), ...words(line))
    expect(ran).toMatchObject({ exit: 64, out: '' })
    expect(ran.err).toContain(told)
    expect(server.asked).toEqual([])
  })

  it('catalogue apply reads YAML and JSON', async () => {
    const catalogue = { name: 'conversations', families: [], features: [] }
    const server = recordedServer({ 'PUT catalogues/conversations': catalogue })
    const yaml = machine({
      fetch: server.fetch,
      env: { COMPARTMENT_ORGANIZATION: 'acme' },
      input: 'name: conversations\n',
    })
    const json = { ...yaml, input: JSON.stringify(catalogue) }
    const out = 'Catalogue conversations: 0 permissions, 0 features.\n'
    expect(await cli(yaml, 'catalogue', 'apply', '-')).toMatchObject({ exit: 0, out })
    expect(await cli(json, 'catalogue', 'apply', '-')).toMatchObject({ exit: 0, out })
    expect(server.asked.map(({ body }) => body)).toEqual([
      { families: [], features: [] },
      { families: [], features: [] },
    ])
    expect(await cli(yaml, 'catalogue', 'apply', '/nowhere.yaml')).toMatchObject({ exit: 64 })
  })
})
