import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract/client.ts'
import { problem, recordedServer, Status } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme', NO_COLOR: '1' }
const scope = { type: 'environment', project: 'billing', environment: 'production' } as const

const HISTORY: Answer<'accessHistory'> = {
  principal: 'usr_2',
  permission: 'deployment.create',
  scope,
  since: '2026-04-17T12:00:00.000Z',
  revision: 'acme@42',
  before: 'NO_ASSIGNMENT',
  now: 'SHADOWED_BY_NARROWER_SCOPE',
  left_out: [],
  items: [
    {
      at: '2026-04-18T09:00:00.000Z',
      from: 'NO_ASSIGNMENT',
      to: 'ALLOWED',
      by: 'change',
      revision: 'acme@40',
      command: 'group member add',
      actor: { id: 'usr_1', email: 'kim@acme.example', type: 'user' },
      reason: 'on call',
      side_effect: true,
    },
    { at: '2026-04-19T09:00:00.000Z', from: 'ALLOWED', to: 'SHADOWED_BY_NARROWER_SCOPE', by: 'time' },
  ],
}

function history(answer: object) {
  const server = recordedServer({ 'POST access/history': answer })
  const on = machine({ fetch: server.fetch, env, columns: 80 })
  const line = 'access history alex@acme.example deployment.create --at billing/production --since 14d'
  return cli(on, ...words(line)).then((ran) => ({ ...ran, asked: server.asked }))
}

describe('access history', () => {
  it('is a timeline: what it was, each flip with its cause, what it is', async () => {
    const { exit, out, asked } = await history(HISTORY)
    expect(exit).toBe(0)
    expect(asked[0]?.body).toEqual({
      principal: 'alex@acme.example',
      permission: 'deployment.create',
      scope: 'billing/production',
      since: '2026-04-17T12:00:00.000Z',
    })
    expect(out.split('\n')).toEqual([
      'alex@acme.example, deployment.create at billing/production: changed 2 times',
      'since 2026-04-17T12:00:00Z',
      '',
      '2026-04-17T12:00:00Z  ✗ denied (NO_ASSIGNMENT)',
      '2026-04-18T09:00:00Z  ✓ allowed',
      '    group member add by kim@acme.example (acme@40), as a side effect: the change',
      '    does not name this person',
      '    reason: on call',
      '2026-04-19T09:00:00Z  ✗ denied (SHADOWED_BY_NARROWER_SCOPE)',
      '    a date came: an assignment began or ended',
      '    a narrower grant decides here and lacks the permission; a broader one has it',
      'now                   ✗ denied (SHADOWED_BY_NARROWER_SCOPE)',
      '',
    ])
  })

  it('says only that something changed, where the rest is left out', async () => {
    const { at, from, to, by, revision } = HISTORY.items[0]!
    const cut = { ...HISTORY, left_out: ['changes'], items: [{ at, from, to, by, revision }] }
    const { out } = await history(cut)
    expect(out).toContain('    changed (acme@40)\n')
    expect(out).toContain('organization.audit.read')
  })
})

describe('access lint', () => {
  const finding = { rule: 'mixed_group', about: [], detail: '`Ops` narrows 1 and widens 2', scope }
  it.each([
    [[], 0, 'nothing to look at\n'],
    [[finding], 2, 'mixed group  billing/production  Ops narrows 1 and widens 2\n'],
  ])('exits 2 when there is something to look at: %#', async (items, exit, told) => {
    const answer = { revision: 'acme@42', total: items.length, left_out: [], items }
    const on = machine({ fetch: recordedServer({ 'GET access/lint': answer }).fetch, env })
    const ran = await cli(on, 'access', 'lint')
    expect(ran.exit).toBe(exit)
    expect(ran.out).toContain(told)
  })
})

describe('a question about the past', () => {
  it('is asked with --at-time or --at-revision', async () => {
    const answer = { allowed: true, code: 'ALLOWED', permission: 'project.read', scope, principal: 'usr_2' }
    const server = recordedServer({ 'POST access/check': { ...answer, revision: 'acme@7' } })
    const on = machine({ fetch: server.fetch, env })
    await cli(on, ...words('access check alex@acme.example project.read --at billing --at-time 14d'))
    await cli(on, ...words('access check alex@acme.example project.read --at billing --at-revision acme@7'))
    expect(server.asked.map(({ body }) => body)).toMatchObject([
      { scope: 'billing', at: '2026-04-17T12:00:00.000Z' },
      { scope: 'billing', revision: 'acme@7' },
    ])
  })
})

describe('access test', () => {
  const passed = { text: 'alex@acme.example can project.read at billing', holds: true, total: 0, failing: [] }
  const email = 'bo@acme.example'
  const failed = {
    text: 'group:Ops cannot project.read at anywhere',
    holds: false,
    total: 2,
    failing: [{ principal: 'usr_3', email, scope: { type: 'organization' }, code: 'ALLOWED' }],
  }
  const unreadable = { text: 'what', holds: false, problem: 'this is no statement', total: 0, failing: [] }

  it('asks about every line of a file, says of each whether and why, and exits 2 where one fails', async () => {
    const answer = { revision: 'acme@42', passed: false, items: [passed, failed, unreadable] }
    const server = recordedServer({ 'POST access/test': answer })
    const input = `- ${passed.text}\n- "${failed.text}"\n- what\n`
    const ran = await cli(machine({ fetch: server.fetch, env, input }), 'access', 'test', '-')
    expect(server.asked[0]?.body).toEqual({ expectations: [passed.text, failed.text, 'what'] })
    expect(ran.exit).toBe(2)
    expect(ran.out.split('\n')).toEqual([
      `✓ ${passed.text}`,
      `✗ ${failed.text}`,
      '    bo@acme.example at the organization: has the permission',
      '    … and 1 more',
      '✗ what',
      '    this is no statement',
      '',
      '2 of 3 expectations do not hold',
      '',
    ])
  })

  it('exits 0 where all hold, and 64 on a file that is no list', async () => {
    const answer = { revision: 'acme@42', passed: true, items: [passed] }
    const { fetch } = recordedServer({ 'POST access/test': answer })
    const run = (input: string) => cli(machine({ fetch, env, input }), 'access', 'test', '-')
    expect(await run(`- ${passed.text}`)).toMatchObject({ exit: 0 })
    for (const input of ['name: x', '[]', '- 1', '{']) expect(await run(input)).toMatchObject({ exit: 64 })
  })
})

describe('a change that breaks an expectation', () => {
  it('says which, for whom and where, and how to override it', async () => {
    const told = {
      next: 'if it is meant, repeat it with --override-expectations abc --reason WHY',
      expectations: {
        digest: 'abc',
        total: 1,
        broken: [
          { expectation: 'exp_1', text: 'x can y at z', principal: 'usr_2', email: 'a@b.example', scope },
        ],
      },
    }
    const refusal = problem('EXPECTATION_BROKEN', 409, 'this breaks an expectation', told)
    const { fetch } = recordedServer({ 'POST assignments': new Status(409, refusal) })
    const line = 'assignment create --role viewer --user a@b.example --at billing'
    const ran = await cli(machine({ fetch, env }), ...words(line))
    expect(ran.exit).toBe(2)
    expect(ran.err.split('\n')).toEqual([
      'error: this breaks an expectation (EXPECTATION_BROKEN, reference den_abc)',
      '  ✗ x can y at z',
      '    fails for a@b.example at billing/production',
      'next: if it is meant, repeat it with --override-expectations abc --reason WHY',
      '',
    ])
  })
})
