import { describe, expect, it } from 'vitest'
import type { Answer } from '../../src/contract/client.ts'
import { recordedServer } from './recorded-server.ts'
import { cli, machine, words } from './recorded-terminal.ts'

const env = { COMPARTMENT_ORGANIZATION: 'acme', NO_COLOR: '1' }

const DOCS: Answer<'showSource'> = {
  id: 'src_1',
  name: 'docs',
  type: 'git',
  url: 'https://git.example.com/docs.git',
  branch: 'main',
  project: { id: 'prj_1', name: 'billing' },
  account: { id: 'usr_9', email: 'docs-1a2b3c4d@automation.invalid' },
  access: [
    { role: { id: 'rol_deployer', name: 'deployer' }, scope: { type: 'project', project: 'billing' } },
  ],
  connected_at: '2026-03-01T12:00:00.000Z',
}

async function typed(answers: object, line: string, said?: readonly string[]) {
  const server = recordedServer({ ...answers })
  const ran = await cli(
    machine({ fetch: server.fetch, env, columns: 100, ...(said && { typed: said }) }),
    ...words(line),
  )
  return { ...ran, questions: ran.asked, asked: server.asked }
}

describe('source', () => {
  it('connect git sends what was typed and shows the account and what it may do', async () => {
    const line = 'source connect git docs --url https://git.example.com/docs.git --project billing'
    const { exit, out, asked } = await typed({ 'POST sources': DOCS }, line)
    expect(exit).toBe(0)
    expect(asked[0]?.body).toEqual({
      name: 'docs',
      url: 'https://git.example.com/docs.git',
      project: 'billing',
    })
    for (const said of [
      'docs-1a2b3c4d@automation.invalid (automation)',
      'deployer at billing',
      'https://git.example.com/docs.git',
    ])
      expect(out).toContain(said)
  })

  it('list is a table, and JSON is the answer of the API', async () => {
    const answers = {
      'GET sources': { items: [DOCS, { ...DOCS, id: 'src_2', project: null }], next_cursor: null },
    }
    const { out } = await typed(answers, 'source list')
    expect(out).toMatch(/^NAME\s+PROJECT\s+URL\s+BRANCH\s+ACCOUNT\s+ID/)
    expect(out).toContain('(organization)')
    const json = await typed(answers, 'source list --output json')
    expect((JSON.parse(json.out) as { items: unknown[] }).items[0]).toEqual(DOCS)
  })

  it('disconnect asks first where somebody is there, naming what goes, and does nothing after a no', async () => {
    const answers = { 'DELETE sources/docs': {} }
    const no = await typed(answers, 'source disconnect docs', ['n'])
    expect(no.questions.join()).toContain('remove its automation account with all that it may do?')
    expect(no.asked.filter(({ query }) => query['dry_run'] !== 'true')).toEqual([])
    const yes = await typed(answers, 'source disconnect docs', ['y'])
    expect(yes.out).toContain('its automation account is gone')
    expect(yes.asked.map(({ method }) => method)).toContain('DELETE')
  })
})
