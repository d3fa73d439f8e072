/** Replay: the events of a journal, in memory, to the snapshot they lead to. */
import { decide, type Event, extend, found, type Snapshot } from '../../src/core/index.ts'
import { verify } from '../checks.ts'
import { spread } from '../measure.ts'
import { Oracle } from '../oracle.ts'
import { questions } from '../questions.ts'
import { answer, type Options, type Result } from '../row.ts'
import { eventsOf } from '../seeded-store.ts'
import { NOW, workload } from '../workload.ts'

await answer(({ quick }: Options): Result[] => {
  const state = workload({ scale: quick ? 0.5 : 10 })
  const events = eventsOf(state)
  const rates: number[] = []
  let snapshot: Snapshot | undefined
  for (let round = 0; round < (quick ? 3 : 7); round++) {
    const start = process.cpuUsage()
    snapshot = replay(events)
    const { user, system } = process.cpuUsage(start)
    rates.push((events.length / (user + system)) * 1e6)
  }
  const asked = questions(state, new Oracle(state), 20_000)
  verify(
    'the replayed snapshot',
    (...question) => decide(snapshot!, ...question, NOW).allowed,
    asked,
    asked.count,
  )
  const ratio = spread(rates)
  return [
    {
      row: 'replay of the journal',
      ours: `${(ratio.median / 1e6).toFixed(2)} million events/s`,
      peer: 'absolute',
      ratio,
      unit: 'events/s',
      bar: { atLeast: 500_000 },
      how: `${events.length.toLocaleString('en')} events in memory, in pages of 1,000, as the past is rebuilt, by processor time, the collector’s threads included; reading and checking hashes apart`,
    },
  ]
})

function replay(events: readonly Event[]): Snapshot {
  const [first] = events
  if (first?.type !== 'organization.created') throw new Error('a journal begins with the organization')
  const draft = found(first.data.organization).fork()
  for (let from = 1; from < events.length; from += 1000) extend(draft, events.slice(from, from + 1000))
  return draft.settle()
}
