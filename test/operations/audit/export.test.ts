/** `audit export`: whole, in three formats, recorded before it begins, verified without the server. */
import { expect, it } from 'vitest'
import { INSTALL } from '../../../src/store/store.ts'
import { Town } from '../../support/town.ts'
import { exported, type Line, parsedLines, verified } from './export.ts'

async function busy() {
  const town = await Town.withAcme()
  const { ada } = town
  await town.ask(ada, 'createProject', { body: { name: 'billing', display_name: '=cmd|calc' } })
  const bo = await town.person(ada, 'bo@acme.test', { role: 'viewer' })
  expect(await town.code(town.ask(bo, 'createGroup', { body: { name: 'Nope' } }))).toBe('NOT_ALLOWED')
  await town.ask(ada, 'createGroup', { body: { name: 'Ops' } })
  return Object.assign(town, { bo })
}

it('NDJSON has every record with its hashes, and is verified offline with the key that was kept', async () => {
  await using town = await busy()
  const text = await exported(town, town.ada)
  const lines = parsedLines(text)
  const revision = (await town.deps.organizations.named('acme'))!.snapshot.revision
  expect(lines.filter(({ kind }) => kind === 'change')).toHaveLength(revision)
  expect(lines[0]).toMatchObject({ kind: 'header', whole: true, through: revision })
  expect(lines.at(-1)).toEqual({ kind: 'end', lines: lines.length - 2 })
  const { publicKey } = town.deps.auditKeys
  expect(await verified(text, { publicKey })).toMatchObject({
    verified: true,
    whole: true,
    events: revision,
    key: { trusted: true },
  })
})

it('an export is recorded before its first byte, with what was asked for and without addresses', async () => {
  await using town = await busy()
  const { answer } = await town.result(town.ada, 'exportAuditEvents', {
    query: { format: 'csv', actor: 'bo@acme.test', q: 'secret words' },
  })
  const { items } = await town.ask(town.ada, 'listAuditEvents', { query: { type: 'audit.exported' } })
  expect(items).toMatchObject([{ data: { format: 'csv', filters: `actor=${town.bo.account} q` } }])
  await (answer as ReadableStream).cancel()
})

it('what cannot be recorded is not exported', async () => {
  let broken = false
  const trace = (sql: string): void => {
    if (broken && sql.startsWith('insert into "activity"')) throw new Error('the disk is gone')
  }
  await using town = await Town.withAcme({ memory: true, trace })
  broken = true
  await expect(town.result(town.ada, 'exportAuditEvents')).rejects.toThrow('the disk is gone')
})

type Edit = (lines: Line[]) => unknown
const change = (lines: Line[], at: number) => lines.filter(({ kind }) => kind === 'change')[at]!

it.each<[string, Edit, object | string]>([
  ['an edited reason', (lines) => (change(lines, 4)['reason'] = 'x'), { first_bad_sequence: 5 }],
  ['an edited time', (lines) => (change(lines, 4).at += 1), { first_bad_sequence: 5 }],
  ['another change it belongs to', (lines) => (change(lines, 4)['change'] = 4), { first_bad_sequence: 5 }],
  ['edited data', (lines) => (change(lines, 2)['data'] = {}), { first_bad_sequence: 3 }],
  ['a record that is missing', (lines) => lines.splice(lines.indexOf(change(lines, 4)), 1), 'has'],
  [
    'a record that is missing, and the count made to fit',
    (lines) => {
      lines.splice(lines.indexOf(change(lines, 4)), 1)
      lines.at(-1)!.lines--
    },
    { first_bad_sequence: 5 },
  ],
  ['a cut end', (lines) => lines.splice(-3), 'broke off'],
  [
    'another root in a checkpoint',
    (lines) => (lines.find(({ kind }) => kind === 'checkpoint')!.checkpoint.journal.root = '0'.repeat(64)),
    { verified: false },
  ],
  [
    'an edited record of activity',
    (lines) => (lines.find(({ kind }) => kind === 'activity')!.at += 1),
    { problem: expect.stringMatching(/^activity log: /) as unknown },
  ],
  [
    'a removed record of activity, and the count made to fit',
    (lines) => {
      lines.splice(
        lines.findIndex(({ kind }) => kind === 'activity'),
        1,
      )
      lines.at(-1)!.lines--
    },
    { problem: expect.stringMatching(/^activity log: /) as unknown },
  ],
])('%s in an export is found', async (_what, edit, found) => {
  await using town = await busy()
  const lines = parsedLines(await exported(town, town.ada))
  edit(lines)
  const text = `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`
  const { publicKey } = town.deps.auditKeys
  if (typeof found === 'string') await expect(verified(text, { publicKey })).rejects.toThrow(found)
  else expect(await verified(text, { publicKey })).toMatchObject({ verified: false, ...found })
})

it('an export that was signed with another key is not believed, nor one older than a kept checkpoint', async () => {
  await using town = await busy()
  const text = await exported(town, town.ada)
  await using other = await Town.withAcme()
  expect(await verified(text, { publicKey: other.deps.auditKeys.publicKey })).toMatchObject({
    verified: false,
    problem: expect.stringContaining('not known here') as unknown,
  })
  await town.ask(town.ada, 'createGroup', { body: { name: 'Later' } })
  const later = await exported(town, town.ada)
  const kept = parsedLines(later).findLast(({ kind }) => kind === 'checkpoint')!.checkpoint
  const trusted = { publicKey: town.deps.auditKeys.publicKey, checkpoints: [kept] }
  expect(await verified(later, trusted)).toMatchObject({ verified: true })
  expect(await verified(text, trusted)).toMatchObject({ verified: false })
})

it('a filtered export has what was asked for; each record is verified, and it says that it is not whole', async () => {
  await using town = await busy()
  const text = await exported(town, town.ada, { type: 'group' })
  const lines = parsedLines(text)
  expect(lines.map(({ kind, type }) => type ?? kind)).toEqual(['header', 'group.created', 'end'])
  expect(await verified(text)).toMatchObject({ verified: true, whole: false, events: 1 })
  const edited = text.replace('"name":"Ops"', '"name":"Ips"')
  expect(edited).not.toBe(text)
  expect(await verified(edited)).toMatchObject({ verified: false })
})

it('CSV has one row for each entry, and no cell that a spreadsheet would run', async () => {
  await using town = await busy()
  const starts = ['=1+1', '+1', '-1', '@SUM(A1)', '|calc']
  for (const [n, start] of starts.entries()) {
    const role = `R${n}`
    await town.ask(town.ada, 'createRole', { body: { name: role, permissions: [] } })
    const body = { role, scope: 'organization', user: town.bo.account, reason: start }
    await town.ask(town.ada, 'createAssignment', { body })
  }
  const rows = (await exported(town, town.ada, { format: 'csv' })).trimEnd().split('\r\n')
  expect(rows[0]).toBe(
    'id,log,time,actor,actor_email,actor_type,address,type,command,reason,change,data,hash',
  )
  const total = (await town.ask(town.ada, 'listAuditEvents', { query: { limit: 500 } })).items.length
  expect(rows).toHaveLength(total + 1)
  expect(rows.filter((row) => /(^|,)"?\s*[=+\-@|]/.test(row.replaceAll('""', '')))).toEqual([])
  for (const start of starts)
    expect(rows.some((row) => row.includes(`,'${start}`) || row.includes(`,"'${start}`))).toBe(true)
})

it('OCSF maps sign-ins, accounts and everything else to their classes', async () => {
  await using town = await busy()
  town.deps.activity.note({
    type: 'sign_in.failed',
    organization: (await town.deps.organizations.named('acme'))!.id,
    actor: { account: null, type: 'user', address: '192.0.2.9' },
    at: town.now,
    data: { account: town.bo.account, method: 'password', cause: 'password' },
  })
  const lines = parsedLines(await exported(town, town.ada, { format: 'ocsf' }))
  const byCode = new Map(lines.map((line) => [line.metadata.event_code, line]))
  expect(byCode.get('member.added')).toMatchObject({ class_uid: 3001, activity_id: 1, type_uid: 300101 })
  expect(byCode.get('sign_in.failed')).toMatchObject({
    class_uid: 3002,
    status_id: 2,
    user: { uid: town.bo.account },
  })
  expect(byCode.get('group.created')).toMatchObject({
    class_uid: 6003,
    activity_id: 1,
    api: { operation: 'group create' },
  })
  expect(byCode.get('access.denied')).toMatchObject({ class_uid: 6003, status_id: 2 })
  for (const line of lines) {
    expect(line['type_uid']).toBe(line.class_uid * 100 + line.activity_id)
    expect(line['category_uid']).toBe(Math.floor(line.class_uid / 1000))
    expect(line).toMatchObject({
      time: expect.any(Number) as unknown,
      metadata: { version: '1.3.0', product: {} },
    })
    if (line.class_uid === 6003) expect(line).toMatchObject({ api: {}, src_endpoint: {}, actor: {} })
    else expect(line).toMatchObject({ user: {}, actor: {} })
  }
})

it('no export carries what another tenant or the install did', async () => {
  await using town = await busy()
  town.deps.activity.note({
    type: 'sign_in.failed',
    organization: null,
    actor: { account: null, type: 'user', address: '198.51.100.77' },
    at: town.now,
    data: { cause: 'unknown' },
  })
  await town.deps.activity.flush()
  for (const format of ['ndjson', 'csv', 'ocsf']) {
    const text = await exported(town, town.ada, { format })
    expect(text).not.toContain('198.51.100.77')
    expect(text).not.toContain(`"${INSTALL}"`)
  }
})
