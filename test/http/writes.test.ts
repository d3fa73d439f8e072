/** Idempotency keys and preconditions. */
import { describe, expect, it } from 'vitest'
import { refuse } from '../../src/core/index.ts'
import type { Result } from '../../src/operations/call.ts'
import { Refused } from '../../src/operations/refused.ts'
import { type Door, memoryReplays, openDoor, type Scripted } from './door-stub.ts'

const PROJECTS = '/v1/organizations/acme/projects'
const ROLE = '/v1/organizations/acme/roles/support'

function project(name: string) {
  return { id: `prj_${name}`, name, display_name: name, archived: false, environments: [] }
}

/** Creates projects and counts them. */
async function counting(more: Scripted = {}, before: () => Promise<void> = async () => {}) {
  const made: string[] = []
  const door = await openDoor({
    createProject: async ({ body }) => {
      await before()
      made.push(body.name)
      return { answer: project(body.name), revision: `acme@${made.length}` }
    },
    ...more,
  })
  return { ...door, made }
}

function create(door: Door, key: string, name: string, path = PROJECTS): Promise<Response> {
  return door.ask(path, { body: { name }, headers: { 'idempotency-key': key } })
}

describe('an idempotency key', () => {
  it('lets a write happen once, and answers the same again', async () => {
    await using door = await counting()
    const first = await create(door, 'k1', 'billing')
    const second = await create(door, 'k1', 'billing')
    expect(door.made).toEqual(['billing'])
    expect([second.status, await second.text()]).toEqual([first.status, await first.text()])
    expect(second.headers.get('compartment-revision')).toBe('acme@1')
    expect([first, second].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
  })

  it('does not stand for another request', async () => {
    await using door = await counting()
    await create(door, 'k1', 'billing')
    const other = await create(door, 'k1', 'shipping')
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([
      422,
      'IDEMPOTENCY_MISMATCH',
    ])
    expect((await create(door, 'k1', 'billing', `${PROJECTS}?accept_impact=${'0'.repeat(64)}`)).status).toBe(
      422,
    )
    expect((await create(door, 'k2', 'shipping')).status).toBe(201)
  })

  it('belongs to whoever sent it', async () => {
    const made: string[] = []
    const callers = ['usr_1', 'usr_2']
    await using door = await openDoor(
      {
        createProject: async ({ body }) => {
          made.push(body.name)
          return { answer: project(body.name) }
        },
      },
      { authenticate: () => ({ account: callers.shift()!, type: 'user', method: 'password' }) },
    )
    const answers = [await create(door, 'k1', 'billing'), await create(door, 'k1', 'billing')]
    expect(answers.map(({ status }) => status)).toEqual([201, 201])
    expect(made).toHaveLength(2)
  })

  it('lets one of many that arrive together run', async () => {
    const ended = Promise.withResolvers<void>()
    await using door = await counting({}, () => ended.promise)
    let refused = 0
    const asked = Array.from({ length: 20 }, async () => {
      const { status } = await create(door, 'k1', 'billing')
      // It ends when all others have their answer.
      if (status === 409 && ++refused === 19) ended.resolve()
      return status
    })
    const statuses = await Promise.all(asked)
    expect(door.made).toEqual(['billing'])
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, ...Array<number>(19).fill(409)])
  })

  it('is free again after a refusal, since nothing has happened', async () => {
    let refusing = true
    await using door = await counting({}, async () => {
      if (refusing) throw new Refused(refuse('NAME_TAKEN', 'taken'))
    })
    expect((await create(door, 'k1', 'billing')).status).toBe(409)
    refusing = false
    expect((await create(door, 'k1', 'billing')).status).toBe(201)
  })

  it.each([
    ['a fault', new Error('power')],
    ['an outcome that nobody knows', new Refused(refuse('INTERNAL', 'not known'), { status: 503 })],
  ])('stays taken after %s: it may have happened', async (_what, thrown) => {
    await using door = await counting({}, () => Promise.reject(thrown))
    await create(door, 'k1', 'billing')
    const again = await create(door, 'k1', 'billing')
    expect([again.status, again.headers.get('retry-after')]).toEqual([409, '1'])
  })

  it('does not bring back an answer that held a secret', async () => {
    let issued = 0
    const resendInvitation = async (): Promise<Result<'resendInvitation'>> => ({
      answer: {
        id: 'inv_1',
        activation_url: `https://x/${++issued}`,
        delivery: 'shown',
        expires_at: '2026-02-01T00:00:00Z',
      },
      secret: true,
    })
    const replays = memoryReplays()
    const settled: string[] = []
    const watched = {
      ...replays,
      settle: async (...args: Parameters<typeof replays.settle>) => {
        settled.push(args[2])
        await replays.settle(...args)
      },
    }
    await using door = await openDoor({ resendInvitation }, { replays: watched })
    const resend = () =>
      door.ask('/v1/organizations/acme/invitations/inv_1/resend', {
        body: {},
        headers: { 'idempotency-key': 'k1' },
      })
    expect(await (await resend()).json()).toMatchObject({ activation_url: 'https://x/1' })
    const again = await resend()
    expect(again.status).toBe(409)
    expect(await again.text()).toMatch(/held a secret that is shown once/)
    expect([issued, settled]).toEqual([1, ['']])
  })

  it('is not used up by a dry run', async () => {
    await using door = await counting()
    await create(door, 'k1', 'billing', `${PROJECTS}?dry_run=true`)
    await create(door, 'k1', 'billing')
    expect(door.made).toHaveLength(2)
  })

  it.each(['', ' ', 'a b', 'x'.repeat(256)])('cannot be %j', async (key) => {
    await using door = await counting()
    // An empty header is as good as a wrong one: the caller meant to send a key.
    expect((await create(door, key, 'billing')).status).toBe(400)
    expect(door.made).toEqual([])
  })
})

describe('If-Match', () => {
  function editable() {
    let description = 'first'
    let edits = 0
    const role = () => ({
      id: 'rol_1',
      name: 'support',
      kind: 'custom' as const,
      description,
      permissions: [],
      assignment_count: edits,
      group_count: 0,
      user_count: 0,
      scope_count: 0,
      scopes: [],
    })
    return openDoor({
      showRole: async () => ({ answer: role() }),
      updateRole: async ({ body }, call) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        // As `perform` does at every attempt to write.
        call.unchanged?.(role())
        description = body.description ?? description
        edits++
        return { answer: role() }
      },
    })
  }
  const edit = (door: Door, tag: string, description: string) =>
    door.ask(ROLE, { method: 'PUT', body: { description }, headers: { 'if-match': tag } })

  it('refuses an edit of what was changed in the meantime', async () => {
    await using door = await editable()
    const read = (await door.ask(ROLE)).headers.get('etag')!
    expect(read).toMatch(/^"[\w-]{22}"$/)
    const first = await edit(door, read, 'second')
    expect(first.status).toBe(200)
    const late = await edit(door, read, 'third')
    expect([late.status, ((await late.json()) as { code: string }).code]).toEqual([
      412,
      'PRECONDITION_FAILED',
    ])
    expect((await edit(door, first.headers.get('etag')!, 'third')).status).toBe(200)
  })

  it('lets one of many that read the same edit it', async () => {
    await using door = await editable()
    const read = (await door.ask(ROLE)).headers.get('etag')!
    const all = await Promise.all(Array.from({ length: 10 }, (_, at) => edit(door, read, `edit ${at}`)))
    expect(all.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array<number>(9).fill(412),
    ])
  })

  it('compares as HTTP says', async () => {
    await using door = await editable()
    const read = (await door.ask(ROLE)).headers.get('etag')!
    expect((await edit(door, `W/${read}`, 'x')).status).toBe(412)
    expect((await edit(door, `"other", ${read}`, 'first')).status).toBe(200)
    expect((await edit(door, '*', 'first')).status).toBe(200)
    // Counts have moved, the role is as it was read.
    expect((await edit(door, read, 'first')).status).toBe(200)
  })

  it('is refused where there is no tag to compare with', async () => {
    await using door = await counting()
    const answer = await door.ask(PROJECTS, { body: { name: 'billing' }, headers: { 'if-match': '*' } })
    expect([answer.status, door.made]).toEqual([400, []])
  })
})

describe('a dry run', () => {
  it('of a creation creates nothing, and answers 200', async () => {
    const impact = {
      digest: '0'.repeat(64),
      totals: { people: 0, entries: 0, gained: 0, lost: 0 },
      entries: [],
    }
    await using door = await openDoor({
      createProject: async () => ({ answer: { dry_run: true, events: [], impact } }),
    })
    const answer = await door.ask(`${PROJECTS}?dry_run=true`, { body: { name: 'billing' } })
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, null])
  })
})
