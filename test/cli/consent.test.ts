import { describe, expect, it } from 'vitest'
import { type Asked, problem, recordedServer, Status } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'
import { DIGEST, IMPACT, NO_IMPACT, preview } from './things.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme' }
const ASSIGNMENT = {
  id: 'asg_1',
  role: { id: 'rol_1', name: 'Log Reader' },
  scope: { type: 'environment', project: 'billing', environment: 'production' },
  subject: { type: 'user', id: 'usr_2', email: 'alex@acme.example' },
  created_at: '2026-05-01T12:00:00Z',
}
const CREATE = words('assignment create --role "Log Reader" --user alex@acme.example --at billing/production')
const SHOWN =
  'what 1 person can do would change: + 1 permission gained, − 2 permissions lost\n' +
  '  alex@acme.example at billing/production\n' +
  '    + gains 1: deployment.logs.read\n' +
  '    − loses 2: deployment.create, variable.write\n'

/** Refuses a change that narrows until its digest is sent. */
function narrowing() {
  return recordedServer({
    'POST assignments': ({ query }: Asked) => {
      if (query['dry_run'] === 'true') return preview(IMPACT, { refusal: 'WOULD_NARROW' })
      if (query['accept_impact'] === DIGEST) return ASSIGNMENT
      return new Status(
        409,
        problem('WOULD_NARROW', 409, '1 person would lose permissions', { impact: IMPACT }),
      )
    },
  })
}

describe('a change that narrows or widens', () => {
  it('is shown at a terminal, and made once it is agreed to', async () => {
    const server = narrowing()
    const ran = await cli(machine({ env, fetch: server.fetch, typed: ['y'] }), ...CREATE)
    expect(ran.exit).toBe(0)
    expect(ran.err).toBe(`\n${SHOWN}\n`)
    expect(ran.asked).toEqual(['Apply this? [y/N] '])
    expect(server.asked.map(({ query }) => query)).toEqual([{}, { accept_impact: DIGEST }])
  })

  it.each(['n', '', 'maybe'])('is not made when the answer is %j', async (answer) => {
    const server = narrowing()
    const ran = await cli(machine({ env, fetch: server.fetch, typed: [answer] }), ...CREATE)
    expect(ran).toMatchObject({ exit: 1, out: '' })
    expect(ran.err).toContain('error: not confirmed: nothing was changed')
    expect(server.asked).toHaveLength(1)
  })

  it('is shown again when it is no longer what was agreed to', async () => {
    const other = { ...IMPACT, digest: 'f'.repeat(64) }
    const server = recordedServer({
      'POST assignments': ({ query }: Asked) =>
        query['accept_impact'] === other.digest
          ? ASSIGNMENT
          : new Status(
              409,
              problem('WOULD_NARROW', 409, 'no', { impact: query['accept_impact'] ? other : IMPACT }),
            ),
    })
    const ran = await cli(machine({ env, fetch: server.fetch, typed: ['y', 'y'] }), ...CREATE)
    expect(ran.exit).toBe(0)
    expect(ran.asked).toHaveLength(2)
  })

  it('is refused without a terminal, exit code 2, with the exact command that accepts it', async () => {
    const on = machine({ env, fetch: narrowing().fetch })
    const ran = await cli(on, ...CREATE)
    expect(ran).toMatchObject({ exit: 2, out: '' })
    expect(ran.err).toContain(SHOWN)
    expect(ran.err).toContain('(WOULD_NARROW, reference den_abc)')
    const [, accepting] = /^next: if this is meant: compartment (.*)$/m.exec(ran.err)!
    expect(accepting).toBe(
      `assignment create --role 'Log Reader' --user alex@acme.example --at billing/production --accept-impact ${DIGEST}`,
    )
    expect(await cli(on, ...words(accepting!.replaceAll("'", '"')))).toMatchObject({ exit: 0 })
  })

  it('--dry-run shows the impact and changes nothing', async () => {
    const server = narrowing()
    const ran = await cli(machine({ env, fetch: server.fetch }), ...CREATE, '--dry-run')
    expect(ran).toMatchObject({ exit: 0, err: '' })
    expect(ran.out).toContain(SHOWN)
    expect(ran.out).toContain(`--accept-impact ${DIGEST}`)
    expect(server.asked.map(({ query }) => query)).toEqual([{ dry_run: 'true' }])
  })

  it('--dry-run says so when nobody gains or loses anything', async () => {
    const server = recordedServer({ 'POST assignments': preview(NO_IMPACT) })
    const { out } = await cli(machine({ env, fetch: server.fetch }), ...CREATE, '--dry-run')
    expect(out).toBe('nobody gains or loses anything\nwould write: assignment.created\n')
  })
})

describe('a command that destroys', () => {
  const removing = () =>
    recordedServer({
      'DELETE users/sam@acme.example': ({ query }: Asked) => (query['dry_run'] ? preview(IMPACT) : {}),
    })

  it('names what will be lost and asks, at a terminal', async () => {
    const server = removing()
    const ran = await cli(
      machine({ env, fetch: server.fetch, typed: ['yes'] }),
      'user',
      'remove',
      'sam@acme.example',
    )
    expect(ran).toMatchObject({ exit: 0, out: 'Removed sam@acme.example.\n' })
    expect(ran.asked).toEqual([
      'Remove sam@acme.example with their membership, assignments, group seats and sessions? [y/N] ',
    ])
    expect(ran.err).toContain('− loses 2: deployment.create, variable.write')
    expect(server.asked.map(({ query }) => query)).toEqual([{ dry_run: 'true' }, { accept_impact: DIGEST }])
  })

  it('does nothing when the answer is no', async () => {
    const server = removing()
    const ran = await cli(
      machine({ env, fetch: server.fetch, typed: [''] }),
      'user',
      'remove',
      'sam@acme.example',
    )
    expect(ran).toMatchObject({ exit: 1, out: '' })
    expect(server.asked.filter(({ query }) => query['dry_run'] === undefined)).toEqual([])
  })

  it('does what it was told without a terminal, as the documents print it (S1-10)', async () => {
    const server = removing()
    const ran = await cli(machine({ env, fetch: server.fetch }), 'user', 'remove', 'sam@acme.example')
    expect(ran).toMatchObject({ exit: 0, out: 'Removed sam@acme.example.\n' })
    expect(server.asked).toHaveLength(1)
  })

  it('does not ask with --yes', async () => {
    const server = removing()
    const ran = await cli(
      machine({ env, fetch: server.fetch }),
      'user',
      'remove',
      'sam@acme.example',
      '--yes',
    )
    expect(ran).toMatchObject({ exit: 0, out: 'Removed sam@acme.example.\n', asked: [] })
    expect(server.asked).toHaveLength(1)
  })
})
