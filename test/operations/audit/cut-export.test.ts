/** An export of a journal that was cut verifies without a server, from the cut on, and no other beginning is believed. */
import { expect, it } from 'vitest'
import { type Event, snapshotFrom, stateOf } from '../../../src/core/index.ts'
import { Replay } from '../../../src/operations/past/replay.ts'
import { stateIn } from '../../../src/operations/past/state-parts.ts'
import { canonicalJson, loadState } from '../../../src/store/store.ts'
import { aged, cutNow, days, grownOld } from './aged-town.ts'
import { exported, type Line, parsedLines, verified } from './export.ts'

async function cutTown() {
  const town = await aged()
  const { items } = await town.ask(town.ada, 'listCheckpoints', { query: { limit: 100 } })
  const kept = items.at(-2)!
  await grownOld(town)
  await cutNow(town)
  await days(town, 3)
  const before = await exported(town, town.ada)
  town.now += 91 * 86_400_000
  await grownOld(town, 0)
  const cut = await cutNow(town)
  return { town, cut, kept, before, text: await exported(town, town.ada) }
}

const again = (lines: readonly Line[]): string => {
  const left = lines.filter(({ kind }) => kind !== 'end')
  return [...left, { kind: 'end', lines: left.length - 1 }]
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('')
}

it('it verifies, says where it begins, and leads on from a checkpoint that was kept before the cut', async () => {
  const { town, cut, kept, text } = await cutTown()
  await using _ = town
  const { snapshot } = (await town.deps.organizations.named('acme'))!
  expect(kept.journal.size).toBeLessThan(cut.through)
  const { publicKey } = town.deps.auditKeys
  const found = await verified(text, { publicKey, checkpoints: [kept] })
  expect(found).toMatchObject({
    verified: true,
    whole: true,
    events: snapshot.revision - cut.through,
    cut: { through: cut.through, known_from: new Date(cut.knownFrom).toISOString() },
  })
  expect(parsedLines(text).filter(({ kind }) => kind === 'cut')).toHaveLength(2)
})

it('what it carries replays to what the tables hold', async () => {
  const { town, text } = await cutTown()
  await using _ = town
  const lines = parsedLines(text)
  const parts = lines.filter(({ kind }) => kind === 'state').map(({ content }) => String(content))
  const replay = new Replay(snapshotFrom(stateIn(parts)))
  for (const { kind, type, data } of lines) if (kind === 'change') replay.take([{ type, data } as Event])
  const there = await loadState(town.deps.store, (await town.deps.organizations.named('acme'))!.id)
  expect(canonicalJson(stateOf(replay.end()!))).toBe(canonicalJson(there))
})

it('any cut, state or beginning that is not what was written is found', async () => {
  const { town, cut, text } = await cutTown()
  await using _ = town
  const lines = parsedLines(text)
  const last = lines.findLastIndex(({ kind }) => kind === 'cut')
  const state = lines.findIndex(({ kind }) => kind === 'state')
  const first = lines.findIndex(({ kind }) => kind === 'change')
  const { number, through, count } = cut
  const edited = (fields: object) => lines.with(last, { ...lines[last]!, cut: { ...cut, ...fields } })
  const cases: [what: string, lines: Line[], sequence: number | null][] = [
    ['through', edited({ through: through + 1, count: count + 1 }), through - count + 1],
    ['peaks', edited({ peaks: '[]' }), through - count + 1],
    ['signature', edited({ signature: 'AAAA' }), through - count + 1],
    ['organization', edited({ organization: 'org_x' }), through - count + 1],
    ['without the last cut', lines.filter((_line, at) => at !== last), through - count + 1],
    ['without any cut', lines.filter(({ kind }) => kind !== 'cut'), 1],
    ['without the first record', lines.filter((_line, at) => at !== first), through + 1],
    ['without a part of the state', lines.filter((_line, at) => at !== state), null],
    ['a part of it edited', lines.with(state, { ...lines[state]!, content: '{}' }), null],
  ]
  for (const [what, changed, sequence] of cases)
    expect(await verified(again(changed)), what).toMatchObject({
      verified: false,
      first_bad_sequence: sequence,
    })
  expect(await verified(again(edited({ organization: 'org_x' })))).toMatchObject({
    problem: expect.stringContaining('it is of another organization') as unknown,
  })
  expect(await verified(again(lines))).toMatchObject({ verified: true })
  expect(number).toBe(2)
})

it('a cut that is taken back, with all that it removed, is found by the record of it', async () => {
  const { town, cut, before, text } = await cutTown()
  await using _ = town
  const [older, newer] = [parsedLines(before), parsedLines(text)]
  const of = (lines: Line[], ...kinds: string[]): Line[] => lines.filter(({ kind }) => kinds.includes(kind))
  const back = of(older, 'change').filter(({ sequence }) => Number(sequence) <= cut.through)
  const begin = [newer[0]!, ...of(older, 'cut', 'state'), ...back, ...of(newer, 'change')]
  const tail = newer.slice(newer.findIndex(({ kind }) => kind === 'batch'))
  expect(await verified(again([...begin, ...tail]))).toMatchObject({
    verified: false,
    first_bad_sequence: null,
    problem: `activity log: cut ${cut.number} of the journal is missing, or not what was recorded`,
  })
})

it('what is listed, and exported in part, begins at the cut', async () => {
  const { town, cut } = await cutTown()
  await using _ = town
  const part = await exported(town, town.ada, { log: 'journal' })
  const sequences = parsedLines(part)
    .filter(({ kind }) => kind === 'change')
    .map(({ sequence }) => sequence)
  expect(sequences[0]).toBe(cut.through + 1)
  expect(await verified(part)).toMatchObject({ verified: true, whole: false, cut: null })
  const csv = await exported(town, town.ada, { format: 'csv', log: 'journal' })
  expect(csv.split('\r\n')[1]).toMatch(new RegExp(`^${cut.through + 1},`))
})

it('an export in the middle of which a part is removed breaks off, and is not taken for a whole one', async () => {
  await using town = await aged()
  await grownOld(town)
  const { answer } = await town.result(town.ada, 'exportAuditEvents', {})
  const reader = answer.getReader()
  await reader.read()
  await cutNow(town)
  const rest = async (): Promise<void> => {
    for (;;) if ((await reader.read()).done) return
  }
  await expect(rest()).rejects.toThrow('was removed while it was exported')
})
