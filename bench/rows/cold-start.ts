/** From the start of the process to an answer about W: the server listens, is ready, and has the organization in memory. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { spread } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { questions } from '../questions.ts'
import { answer, expectEqual, milliseconds, type Options, type Result } from '../row.ts'
import { seededStore, temporaryDirectory } from '../seeded-store.ts'
import { START_FLAGS } from '../start-flags.ts'
import { workload } from '../workload.ts'

type Started = { readonly milliseconds: number; readonly rss: number; readonly allowed: boolean }

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const state = workload({ scale: quick ? 0.1 : 1 })
  const { principals, permissions, scopes, allowed } = questions(state, new Oracle(state), 1)
  const directory = temporaryDirectory()
  const store = await seededStore(directory, state)
  await store.close()
  const question = {
    organization: state.organization.id,
    principal: principals[0]!,
    permission: permissions[0]!,
    scope: scopes[0]!,
  }
  const starts: Started[] = []
  for (let round = 0; round < (quick ? 2 : 7); round++) {
    const started = await start(directory, question)
    expectEqual('the first answer', started.allowed, allowed[0] === 1)
    starts.push(started)
  }
  const time = spread(starts.map(({ milliseconds }) => milliseconds))
  const rss = spread(starts.map((started) => started.rss / 1e6))
  const how =
    '`startServer` on an embedded store in a process of its own: listening, `/readyz`, organization loaded, first check right'
  return [
    {
      row: 'server: cold start to ready on W',
      ours: milliseconds(time.median),
      peer: 'absolute',
      ratio: time,
      unit: 'ms',
      bar: { atMost: 1000 },
      how,
    },
    {
      row: 'server: resident memory on W',
      ours: `${rss.median.toFixed(0)} MB`,
      peer: 'absolute',
      ratio: rss,
      unit: 'MB',
      bar: { atMost: 200 },
      how: 'the same processes, then',
    },
  ]
})

async function start(directory: string, question: object): Promise<Started> {
  const given = [directory, JSON.stringify(question)]
  const server = fork(new URL('../server-process.ts', import.meta.url), given, { execArgv: [...START_FLAGS] })
  const ended = once(server, 'exit')
  const first: unknown[] = await Promise.race([once(server, 'message'), ended])
  await ended
  if (typeof first[0] !== 'object') throw new Error('the server process ended without an answer')
  return first[0] as Started
}
