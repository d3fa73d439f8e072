/** A cut that was changed, swapped, rolled back, forged or removed is found, on a store and in an export. */
import { describe, expect, it } from 'vitest'
import { keepAudit } from '../../../src/operations/audit/keep-checkpoints.ts'
import { cutRow } from '../../../src/store/journal-cut.ts'
import type { Statement } from '../../../src/store/statement.ts'
import { type JournalCut, journalCuts, StateHash, signedCut } from '../../../src/store/store.ts'
import type { Kind } from '../../store/support/stores.ts'
import { second, Town } from '../../support/town.ts'
import { type Aged, aged, cutNow, DAY, DAYS, days, grownOld, idOf, logsOf } from './aged-town.ts'

type Scene = {
  readonly town: Aged
  readonly first: JournalCut
  readonly last: JournalCut
  /** What the first cut left, and what the second removed. */
  readonly before: { readonly parts: readonly string[]; readonly rows: readonly object[] }
}

/** Cut twice. */
async function cutTwice(options: Parameters<typeof aged>[0]): Promise<Scene> {
  const town = await aged(options)
  await grownOld(town)
  const first = await cutNow(town)
  await days(town, 4)
  const before = { parts: await partsOf(town), rows: await rowsOf(town) }
  town.now += DAYS * DAY
  await grownOld(town, 0)
  const last = await cutNow(town)
  await keepAudit(town.deps)
  return { town, first, last, before }
}

async function partsOf({ deps: { store }, acme }: Aged): Promise<string[]> {
  const query = store.build.from.selectFrom('journal_cut_parts').selectAll().where('organization', '=', acme)
  return (await store.rows(query.orderBy('part'))).map(({ content }) => content)
}

async function rowsOf({ deps: { store }, acme }: Aged) {
  return store.rows(store.build.from.selectFrom('journal').selectAll().where('organization', '=', acme))
}

type Case = {
  readonly what: string
  readonly tamper: (scene: Scene) => Promise<readonly Statement[]> | readonly Statement[]
  /** The first bad record; where only the state or the other log shows it, what is said. */
  readonly found: (scene: Scene) => { readonly sequence: number } | { readonly problem: string }
}

const build = ({ town }: Scene) => town.deps.store.build
const removedThrough = (scene: Scene, through: number): Statement =>
  build(scene)
    .from.deleteFrom('journal')
    .where('organization', '=', scene.town.acme)
    .where('sequence', '<=', through)
    .compile()
/** One record more is removed, and the cut says so, signed. */
async function cutFurther(scene: Scene, keys: Parameters<typeof signedCut>[1]): Promise<Statement[]> {
  const { town, last } = scene
  const record = (await rowsOf(town)).find(({ sequence }) => sequence === last.through + 1)!
  const further = { ...last, through: record.sequence, count: last.count + 1, head: record.hash }
  return [
    build(scene).update(
      'journal_cuts',
      { organization: town.acme, number: 2 },
      cutRow(signedCut(further, keys)),
    ),
    removedThrough(scene, record.sequence),
  ]
}
/** The newest cut is gone, and the state of the one before is back. */
function rolledBack(scene: Scene): Statement[] {
  const { town, before } = scene
  const organization = town.acme
  return [
    build(scene).remove('journal_cuts', { organization, number: 2 }),
    build(scene).remove('journal_cut_parts', { organization }),
    ...before.parts.map((content, part) =>
      build(scene).insert('journal_cut_parts', { organization, part, content }),
    ),
  ]
}
const behindFirst = ({ first }: Scene) => ({ sequence: first.through + 1 })
const state = { problem: 'the state there is not what was written' }

const FIELDS = [
  { at: 1 },
  { through: 3 },
  { count: 1 },
  { known_from: 1 },
  { head: 'f'.repeat(64) },
  { checkpoint: 1 },
  { peaks: '[]' },
  { state_format: 1 },
  { state_size: 1 },
  { state_hash: 'f'.repeat(64) },
  { previous_hash: 'f'.repeat(64) },
  { hash: 'f'.repeat(64) },
  { key_id: 'key_other' },
  { signature: 'AAAA' },
  { number: 7 },
] as const

const CASES: readonly Case[] = [
  ...FIELDS.map(
    (fields): Case => ({
      what: `its ${Object.keys(fields)[0]} is changed`,
      tamper: (scene) => [
        build(scene).update('journal_cuts', { organization: scene.town.acme, number: 2 }, fields),
      ],
      found: behindFirst,
    }),
  ),
  {
    what: 'it is removed',
    tamper: (scene) => [build(scene).remove('journal_cuts', { organization: scene.town.acme, number: 2 })],
    found: behindFirst,
  },
  {
    what: 'one is added without the key, and what it tells of is all there',
    tamper: (scene) => {
      const { last } = scene
      const through = last.through + 1
      const next = { ...last, number: 3, through, count: 1, previous: last.hash }
      return [build(scene).insert('journal_cuts', cutRow(next))]
    },
    found: ({ last }) => ({ sequence: last.through + 1 }),
  },
  {
    what: 'all of them are removed',
    tamper: (scene) => [
      build(scene).remove('journal_cuts', { organization: scene.town.acme }),
      build(scene).remove('journal_cut_parts', { organization: scene.town.acme }),
    ],
    found: () => ({ sequence: 1 }),
  },
  {
    what: 'the one before it is removed',
    tamper: (scene) => [build(scene).remove('journal_cuts', { organization: scene.town.acme, number: 1 })],
    found: () => ({ sequence: 1 }),
  },
  {
    what: 'more is removed than it tells of',
    tamper: (scene) => [removedThrough(scene, scene.last.through + 2)],
    found: ({ last }) => ({ sequence: last.through + 1 }),
  },
  {
    what: 'more is removed, and it says so without the key',
    tamper: async (scene) => {
      const { town, last } = scene
      const record = (await rowsOf(town)).find(({ sequence }) => sequence === last.through + 1)!
      const fields = { through: record.sequence, count: last.count + 1, head: record.hash }
      return [
        build(scene).update('journal_cuts', { organization: town.acme, number: 2 }, fields),
        removedThrough(scene, record.sequence),
      ]
    },
    found: behindFirst,
  },
  {
    what: 'more is removed, and another key signed that',
    tamper: async (scene) => {
      await using other = await Town.open({ memory: true })
      return await cutFurther(scene, other.deps.auditKeys)
    },
    found: behindFirst,
  },
  {
    what: 'the key’s holder cut where no checkpoint stands',
    tamper: (scene) => cutFurther(scene, scene.town.deps.auditKeys),
    found: behindFirst,
  },
  {
    what: 'it is rolled back to the one before, with its state',
    tamper: rolledBack,
    found: behindFirst,
  },
  {
    what: 'it is rolled back, and what it removed is put back',
    tamper: (scene) => [
      ...rolledBack(scene),
      ...scene.before.rows
        .filter((row) => (row as { sequence: number }).sequence <= scene.last.through)
        .map((row) => build(scene).insert('journal', row as never)),
    ],
    found: () => ({ problem: 'cut 2 of the journal is missing, or not what was recorded' }),
  },
  {
    what: 'a record that it removed is put back',
    tamper: ({ town, before, ...scene }) => {
      const row = before.rows.find((one) => (one as { sequence: number }).sequence === scene.last.through)
      return [build({ town, before, ...scene }).insert('journal', row as never)]
    },
    found: ({ last }) => ({ sequence: last.through }),
  },
  {
    what: 'its state is edited',
    tamper: async (scene) => {
      const [content] = await partsOf(scene.town)
      const edited = content!.replace('"passwords":true', '"passwords":false')
      expect(edited).not.toBe(content)
      const place = { organization: scene.town.acme, part: 0 }
      return [build(scene).update('journal_cut_parts', place, { content: edited })]
    },
    found: () => state,
  },
  {
    what: 'a part of its state is removed',
    tamper: (scene) => [build(scene).remove('journal_cut_parts', { organization: scene.town.acme, part: 3 })],
    found: () => state,
  },
  {
    what: 'a part is added to its state',
    tamper: (scene) => [
      build(scene).insert('journal_cut_parts', {
        organization: scene.town.acme,
        part: 99,
        content: '{"sources":[]}',
      }),
    ],
    found: () => state,
  },
  {
    what: 'the state is that of the cut before',
    tamper: (scene) => [
      build(scene).remove('journal_cut_parts', { organization: scene.town.acme }),
      ...scene.before.parts.map((content, part) =>
        build(scene).insert('journal_cut_parts', { organization: scene.town.acme, part, content }),
      ),
    ],
    found: () => state,
  },
  {
    what: 'the end of the journal goes, up to the cut',
    tamper: (scene) => {
      const { town, last } = scene
      const { build: b } = town.deps.store
      return [
        b.remove('journal', { organization: town.acme }),
        b.update('organizations', { id: town.acme }, { sequence: last.through, head_hash: last.head }),
      ]
    },
    found: ({ last }) => ({ sequence: last.through + 1 }),
  },
  {
    what: 'the first record that is left is changed',
    tamper: (scene) => [
      build(scene).update(
        'journal',
        { organization: scene.town.acme, sequence: scene.last.through + 1 },
        { reason: 'forged' },
      ),
    ],
    found: ({ last }) => ({ sequence: last.through + 1 }),
  },
]

export function findsTamperedCuts(kind: Kind): void {
  describe(`AUD-02 a journal that was cut, on ${kind.name}`, () => {
    it.each(CASES)('is not believed where $what', async ({ tamper, found }) => {
      await using place = await kind.fresh()
      const scene = await cutTwice(place.options)
      await using town = scene.town
      const good = await logsOf(town, town.acme)
      expect([good.journal.valid, good.problem]).toEqual([true, undefined])
      const written = await town.deps.store.write([...(await tamper(scene))])
      expect(written.outcome).toBe('committed')
      const verdict = await logsOf(town, town.acme)
      const told = found(scene)
      if ('sequence' in told) expect(verdict.journal).toMatchObject({ valid: false, sequence: told.sequence })
      else {
        expect(verdict.journal.valid).toBe(true)
        expect(verdict.problem).toContain(told.problem)
      }
      expect(await town.ask(town.ada, 'verifyAudit', { body: {} })).toMatchObject({ verified: false })
    })

    it('nothing is told from a state that was edited, and nothing more is cut', async () => {
      await using place = await kind.fresh()
      const scene = await cutTwice(place.options)
      await using town = scene.town
      const edited = CASES.find(({ what }) => what === 'its state is edited')!
      await town.deps.store.write([...(await edited.tamper(scene))])
      const ask = { principal: 'ada@acme.test', permission: 'project.read', scope: 'billing' }
      const body = { ...ask, revision: `acme@${scene.last.through + 1}` }
      const refused = await town.refusal(town.ask(town.ada, 'checkAccess', { body }))
      expect(refused.refusal).toMatchObject({ code: 'CANNOT_TELL', next: 'compartment audit verify' })
      await days(town, 3)
      await grownOld(town)
      expect(await cutNow(town)).toEqual(scene.last)
    })

    it('nor from one that was edited with a hash that fits, without the key', async () => {
      await using place = await kind.fresh()
      const scene = await cutTwice(place.options)
      await using town = scene.town
      const edited = CASES.find(({ what }) => what === 'its state is edited')!
      await town.deps.store.write([...(await edited.tamper(scene))])
      const hash = new StateHash()
      for (const part of await partsOf(town)) hash.add(part)
      const where = { organization: town.acme, number: 2 }
      const fields = { state_hash: hash.end() }
      await town.deps.store.write([town.deps.store.build.update('journal_cuts', where, fields)])
      await expect(town.deps.cuts.stateAt((await town.deps.cuts.latest(town.acme))!)).rejects.toThrow(
        'it is not what was written',
      )
    })

    it('AUD-04 cuts of two organizations that were swapped are found', async () => {
      await using place = await kind.fresh()
      const { town } = await cutTwice(place.options)
      await using _ = town
      const beta = await second(town, 'beta')
      const b = await idOf(town, 'beta')
      for (let n = 0; n < 3; n++) {
        await town.ask(beta, 'createGroup', { params: { organization: 'beta' }, body: { name: `B${n}` } })
        town.now += DAY
        await keepAudit(town.deps)
      }
      town.now += DAYS * DAY
      await cutNow(town)
      expect(await journalCuts(town.deps.store, b)).toHaveLength(1)
      const { build: here } = town.deps.store
      const swap = (table: 'journal_cuts' | 'journal_cut_parts') =>
        [
          [town.acme, 'x'],
          [b, town.acme],
          ['x', b],
        ].map(([from, to]) => here.update(table, { organization: from! }, { organization: to! }))
      for (const organization of [town.acme, b])
        expect((await logsOf(town, organization)).journal.valid).toBe(true)
      await town.deps.store.write(swap('journal_cuts'))
      for (const organization of [town.acme, b])
        expect((await logsOf(town, organization)).journal).toMatchObject({ valid: false, sequence: 1 })
      await town.deps.store.write(swap('journal_cuts'))
      await town.deps.store.write(swap('journal_cut_parts'))
      for (const organization of [town.acme, b])
        expect((await logsOf(town, organization)).problem).toContain('the state there is not')
    })
  })
}
