/** In process, text in: ours against one peer, or against the dense table. */
import { decide, snapshotFrom } from '../../src/core/index.ts'
import { type Ask, asking, deciding, verify } from '../checks.ts'
import { denseTable } from '../floor.ts'
import { interleave } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { buildPeer } from '../peer.ts'
import { questions } from '../questions.ts'
import { answer, type Bar, type Options, perUnit, type Result } from '../row.ts'
import { NOW, workload } from '../workload.ts'

type Peer = {
  readonly title: string
  readonly span: number
  readonly slice: number
  readonly bar: Bar
  readonly how: string
}

const SCOPE = 'the benchmark finds the scope that decides, on the peer’s time'

/** `span`: how many of the questions the peer is asked; `slice`: how many in one go. */
const PEERS: Readonly<Record<string, Peer>> = {
  'better-auth': {
    title: 'better-auth access plugin',
    span: 200_000,
    slice: 50_000,
    bar: { atLeast: 4 },
    how: `its own roles and statements, requests prepared; ${SCOPE}`,
  },
  casl: {
    title: 'CASL',
    span: 100_000,
    slice: 20_000,
    bar: { atLeast: 45 },
    how: `an ability per person, rules with conditions, warm; ${SCOPE}`,
  },
  casbin: {
    title: 'casbin',
    span: 20_000,
    slice: 4000,
    bar: { atLeast: 100 },
    how: `\`enforceSync\`, a policy per role, domains written out, no graph; ${SCOPE}`,
  },
  accesscontrol: {
    title: 'accesscontrol',
    span: 50_000,
    slice: 10_000,
    bar: { atLeast: 1 },
    how: `locked, a resource per key; ${SCOPE}; no bar was set: 1`,
  },
  cedar: {
    title: 'cedar-wasm',
    span: 4000,
    slice: 800,
    bar: { atLeast: 1000 },
    how: `preparsed policies, entities prepared; ${SCOPE}`,
  },
  sqlite: {
    title: 'one SQLite query per check',
    span: 20_000,
    slice: 4000,
    bar: { atLeast: 150 },
    how: 'in memory, prepared, indexed, `analyze`d; the query finds the scope',
  },
}

await answer(async ({ quick, of }: Options): Promise<Result[]> => {
  const state = workload({ scale: quick ? 0.1 : 1 })
  const oracle = new Oracle(state)
  const count = quick ? 50_000 : 1_000_000
  const asked = questions(state, oracle, count)
  const snapshot = snapshotFrom(state)
  verify('ours', (...question) => decide(snapshot, ...question, NOW).allowed, asked, count)
  if (of === 'floor') {
    const table = denseTable(state, oracle)
    verify('the dense table', table, asked, count)
    const measured = interleave(
      deciding(snapshot, asked, count / 10, count),
      asking(table, asked, count / 10, count),
      quick ? 5 : 41,
    )
    const how = 'a bit per person × scope × key behind three maps; computed by the oracle'
    return [
      {
        row: 'check, vs a dense precomputed table',
        ours: perUnit(measured.ours),
        peer: perUnit(measured.peer),
        ratio: measured.ratio,
        unit: '×',
        bar: { atLeast: 0.65 },
        how,
      },
    ]
  }
  const { title, span, slice, bar, how } = PEERS[of]!
  const share = quick ? 0.1 : 1
  const ask: Ask = await buildPeer(of, state, oracle)
  verify(title, ask, asked, span * share)
  // The same questions for both, all of them in each of our turns.
  const ours = deciding(snapshot, asked, span * share, span * share)
  const measured = interleave(ours, asking(ask, asked, slice * share, span * share), quick ? 3 : 11)
  return [
    {
      row: `check, vs ${title}`,
      ours: perUnit(measured.ours),
      peer: perUnit(measured.peer),
      ratio: measured.ratio,
      unit: '×',
      bar,
      how,
    },
  ]
})
