/** The reference follows the program: what an operation, a code or an event says stands on its page, by itself. */
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { httpPages } from '../../checks/reference/http.ts'
import { referencePages } from '../../checks/reference/pages.ts'
import { type Refusals, readRefusals } from '../../checks/reference/refusals.ts'
import { type Operation, operation } from '../../src/contract/operation.ts'
import { inOrganization, writing } from '../../src/contract/shapes/request.ts'
import { OPERATIONS } from '../../src/contract/table.ts'
import { CODES } from '../../src/core/index.ts'

const ROOT = join(import.meta.dirname, '../..')
const operations = Object.values(OPERATIONS) as unknown as Operation[]
let pages: ReadonlyMap<string, string>
let refusals: Refusals

// The source is parsed for it.
beforeAll(() => {
  pages = referencePages()
  refusals = readRefusals(
    ROOT,
    operations.map(({ name }) => name),
  )
}, 60_000)

const pageOf = (path: string): string => pages.get(`docs/reference/${path}`)!

const PLANTED = operation({
  name: 'paintFence',
  command: 'fence paint',
  summary: 'Paint the fence.',
  method: 'POST',
  path: '/v1/organizations/{organization}/fences/{fence}/paint',
  access: { permission: 'project.settings.write', at: 'organization', orSelf: 'path.user' },
  params: inOrganization.extend({ fence: z.string().max(9).describe('which fence') }),
  query: writing,
  body: z.strictObject({ colour: z.enum(['red', 'white']), coats: z.number().int().max(3).default(2) }),
  answer: z.object({ painted: z.boolean() }),
  writes: ['project.updated'],
})

describe('a new operation', () => {
  it('has a page with all that it declares, and nobody wrote it', () => {
    const told: Refusals = { ...refusals, own: () => ['NAME_TAKEN'], kind: () => 'write' }
    const planted = httpPages([PLANTED], told)
    const page = planted.get('docs/reference/http/fences.md')!
    for (const said of [
      '## paintFence',
      'Paint the fence.',
      '`POST /v1/organizations/{organization}/fences/{fence}/paint`',
      '[`compartment fence paint`](../cli.md#compartment-fence-paint)',
      '`project.settings.write` at the organization; or about oneself (`path.user`)',
      '[`project.updated`](../events.md#projectupdated)',
      '[`NAME_TAKEN`](../codes.md#name_taken)',
      '| `fence` | string | required; which fence; 0 to 9 characters |',
      'colour: "red" | "white"',
      'coats?: integer  // at most 3; 2 where it is left out',
      'painted: boolean',
      '[options of every write](../http.md#options-of-every-write)',
    ])
      expect(page).toContain(said)
    expect(planted.get('docs/reference/http.md')).toContain('[`paintFence`](http/fences.md#paintfence)')
  })
})

describe('the pages', () => {
  it('have every operation, with its access', () => {
    const all = [...pages.values()].join('\n')
    expect(operations.filter(({ name }) => !all.includes(`## ${name}\n`)).map(({ name }) => name)).toEqual([])
    expect(all.match(/^- \*\*Access\*\*: .+/gm)).toHaveLength(operations.length)
  })

  it('have every command of the contract, with an example', () => {
    const sections = pageOf('cli.md').split('\n## ').slice(1)
    const commands = operations.flatMap(({ command }) => (command === undefined ? [] : [command]))
    const without = commands.filter((command) => {
      const section = sections.find((text) => text.startsWith(`compartment ${command}\n`))
      return section === undefined || !section.includes(`$ compartment ${command}`)
    })
    expect(without).toEqual([])
    expect(pageOf('cli.md')).toContain('Exit codes: 0 done or allowed')
  })

  it('have every code with both wordings, and every event', () => {
    for (const [code, { status, operator }] of Object.entries(CODES))
      expect(pageOf('codes.md')).toContain(`\`${code}\` | ${status} | ${operator} |`)
    for (const type of operations.flatMap(({ writes }) => writes ?? []))
      expect(pageOf('events.md')).toContain(`## ${type}\n`)
    expect(pageOf('events.md')).toContain('A membership begins, invited or at once active.')
  })

  it('have no link that leads nowhere', () => {
    const broken: string[] = []
    for (const [path, text] of pages) {
      for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        const [file = '', place] = target.split('#')
        const page = pages.get(file === '' ? path : join(path, '..', file))
        if (page === undefined || (place !== undefined && !anchors(page).has(place)))
          broken.push(`${path}: ${target}`)
      }
    }
    expect(broken).toEqual([])
  })
})

function anchors(page: string): Set<string> {
  const headings = Array.from(page.matchAll(/^#+ (.+)$/gm), ([, text]) =>
    text!
      .replaceAll(/\]\([^)]*\)|\[/g, '')
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
  return new Set([...headings, ...Array.from(page.matchAll(/<a id="(\w+)">/g), ([, id]) => id!)])
}

describe('the refusals of an operation, read from its source', () => {
  it.each([
    ['createRole', 'NAME_TAKEN'],
    ['inviteUser', 'ALREADY_INVITED'],
    ['signIn', 'BAD_CREDENTIAL'],
    ['createAssignment', 'UNKNOWN_ROLE'],
  ])('%s may answer %s', (name, code) => {
    expect(refusals.own(name)).toContain(code)
  })

  it('leave out what the operation has no way to', () => {
    expect(refusals.own('createRole')).not.toContain('BAD_CREDENTIAL')
    expect(refusals.own('checkAccess')).not.toContain('NAME_TAKEN')
  })

  it('tell once what all writes share: every guard', () => {
    const guards = Object.entries(CODES).flatMap(([code, { class: kind }]) =>
      kind === 'guard' ? [code] : [],
    )
    expect(refusals.ofAll.write).toEqual(expect.arrayContaining(guards))
    expect(refusals.kind('createRole')).toBe('write')
    expect(refusals.kind('checkAccess')).toBe('question')
    expect(refusals.own('createRole')).not.toContain('LAST_ADMIN')
  })
})
