/** Two loads in turn, A B A B …, each for about as long; the ratio of neighbours, as `measure.ts` does in process. */
import { type Measured, spread } from '../measure.ts'
import type { Client } from './client.ts'

export type Side = {
  readonly client: Client
  /** Questions that one request answers. */
  readonly each: number
}

const TURN = 400

/** @returns nanoseconds for a question on both sides, and the ratio peer ÷ ours: how many times longer the peer takes */
export async function takeTurns(ours: Side, peer: Side, rounds: number, turn = TURN): Promise<Measured> {
  const counts = { ours: await requestsIn(ours, turn), peer: await requestsIn(peer, turn) }
  const times: { ours: number; peer: number }[] = []
  for (let round = 0; round < rounds; round++) {
    const oursFirst = round % 2 === 0
    const before = oursFirst ? await time(ours, counts.ours) : 0
    const theirs = await time(peer, counts.peer)
    times.push({ ours: oursFirst ? before : await time(ours, counts.ours), peer: theirs })
  }
  return {
    ratio: spread(times.map((round) => round.peer / round.ours)),
    ours: spread(times.map((round) => round.ours)).median,
    peer: spread(times.map((round) => round.peer)).median,
  }
}

/** Runs for twice that long, warming up on the way, to say how many fit. */
async function requestsIn({ client }: Side, milliseconds: number): Promise<number> {
  let count = 4
  for (;;) {
    const took = await client.run(count)
    if (took >= milliseconds) return Math.max(1, Math.round((count * milliseconds) / took))
    count = Math.ceil(count * Math.min(8, (1.2 * milliseconds) / took))
  }
}

async function time({ client, each }: Side, requests: number): Promise<number> {
  return ((await client.run(requests)) * 1e6) / (requests * each)
}
