/** Bytes that the facts take in memory, per 1,000 assignments: heap and array buffers after a full collection. */
import { decide, snapshotFrom } from '../../src/core/index.ts'
import type { OrganizationState } from '../../src/core/model/state.ts'
import { verify } from '../checks.ts'
import { Oracle } from '../oracle.ts'
import { type Questions, questions } from '../questions.ts'
import { answer, expectEqual, type Options, type Result } from '../row.ts'
import { NOW, workload } from '../workload.ts'

const { gc } = globalThis

const HOW =
  'ids that the workload already holds are shared by both; casbin in its smallest form, people → groups → role at ' +
  'scope as a graph, without projects, names or dates, which ours has; warm: everybody was asked about once'

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const rounds = quick ? 1 : 3
  // The workload lives until the end: what both sides share with it counts for neither.
  const state = workload({ scale: quick ? 0.1 : 1 })
  const asked = questions(state, new Oracle(state), 10_000)
  const thousands = state.assignments.length / 1000
  const cold: number[] = []
  const warm: number[] = []
  const peer: number[] = []
  for (let round = 0; round < rounds; round++) {
    peer.push((await bytesOfCasbin(state)) / thousands)
    const ours = bytesOfOurs(state, asked)
    cold.push(ours.cold / thousands)
    warm.push(ours.warm / thousands)
  }
  const row = (name: string, ours: number[], atMost: number): Result => {
    const ratios = ours.map((bytes, round) => bytes / peer[round]!).toSorted((a, b) => a - b)
    return {
      row: `memory per 1,000 assignments, vs casbin, ${name}`,
      ours: kilobytes(ours[0]!),
      peer: kilobytes(peer[0]!),
      ratio: { median: ratios[Math.floor(ratios.length / 2)]!, low: ratios[0]!, high: ratios.at(-1)! },
      unit: '× the memory',
      bar: { atMost },
      how: HOW,
    }
  }
  expectEqual('assignments', state.assignments.length, thousands * 1000)
  return [row('cold', cold, 0.3), row('warm', warm, 0.7)]
})

function used(): number {
  for (let time = 0; time < 4; time++) gc!()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

function bytesOfOurs(state: OrganizationState, asked: Questions): { cold: number; warm: number } {
  const before = used()
  const snapshot = snapshotFrom(state)
  const cold = used() - before
  for (const { id } of state.members) decide(snapshot, id, 'project.read', 'organization', NOW)
  const warm = used() - before
  verify('ours', (...question) => decide(snapshot, ...question, NOW).allowed, asked, asked.count)
  return { cold, warm }
}

async function bytesOfCasbin(state: OrganizationState): Promise<number> {
  const { buildGraph } = (await import(new URL('../peers/casbin-graph.js', import.meta.url).href)) as {
    buildGraph: (state: object) => Promise<object>
  }
  const before = used()
  const graph = await buildGraph(state)
  const bytes = used() - before
  if (Object.keys(graph).length === 0) throw new Error('nothing was built')
  return bytes
}
