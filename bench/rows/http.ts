/** Over HTTP: a check against constant answers, and many checks in one body against one in each. */
import { Client, requestOf } from '../load/client.ts'
import { CONSTANT_PATH } from '../load/constant.ts'
import { ServerProcess } from '../load/process.ts'
import { batches, checkClient, expectAnswers, headersOf, singles } from '../load/questions.ts'
import { CONNECTIONS, HOST, PATH, type Served, serve } from '../load/served.ts'
import { takeTurns } from '../load/turns.ts'
import type { Measured } from '../measure.ts'
import { scopePaths } from '../oracle.ts'
import { answer, type Bar, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { KEYS } from '../workload.ts'

const HOW = `server in a process of its own, ${CONNECTIONS} connections kept open, one request at a time on each, not pipelined`

type Row = { readonly row: string; readonly bar: Bar; readonly how: string; readonly slower?: boolean }

type Measure = (served: Served, checks: Client, rounds: number) => Promise<Result[]>

const MEASURES: Readonly<Record<string, Measure>> = { constant, bare, batch, matrix }

async function constant({ server, asked }: Served, checks: Client, rounds: number): Promise<Result[]> {
  const requests = singles(asked, CONSTANT_PATH, server.token, 2000)
  const peer = await Client.open({ host: HOST, port: server.port, requests, connections: CONNECTIONS })
  const measured = await takeTurns({ client: checks, each: 1 }, { client: peer, each: 1 }, rounds)
  peer.close()
  return [
    result(measured, {
      row: 'HTTP check, authenticated, vs the same server answering a constant',
      bar: { atLeast: 0.9 },
      how: `${HOW}; the constant comes of the same request, through the framework and the reader of bodies, without a question`,
    }),
  ]
}

async function bare({ asked }: Served, checks: Client, rounds: number): Promise<Result[]> {
  const server = await ServerProcess.start('bare-server.ts')
  const requests = singles(asked, '/', 'x', 2000)
  const peer = await Client.open({ host: HOST, port: server.port, requests, connections: CONNECTIONS })
  const measured = await takeTurns({ client: checks, each: 1 }, { client: peer, each: 1 }, rounds)
  peer.close()
  await server.end()
  return [
    result(measured, {
      row: 'HTTP check, authenticated, vs bare `node:http`',
      bar: { atLeast: 0.9 },
      how: `${HOW}; the other reads the same request and writes as many bytes of body with two headers`,
    }),
  ]
}

const SIZE = 1000

async function batch({ server, asked }: Served, checks: Client, rounds: number): Promise<Result[]> {
  const count = Math.floor(asked.count / SIZE)
  const requests = batches(asked, `${PATH}/batch`, server.token, { count, size: SIZE })
  const many = await Client.open({ host: HOST, port: server.port, requests, connections: 4 })
  await many.once((at, body) => expectAnswers(asked, at * SIZE, SIZE, body))
  const measured = await takeTurns({ client: many, each: SIZE }, { client: checks, each: 1 }, rounds)
  many.close()
  return [
    result(measured, {
      row: 'HTTP list batch of 1,000, vs single, checks per second',
      bar: { atLeast: 35 },
      how: `${HOW}; batches on 4 connections`,
    }),
  ]
}

/** People, scopes and keys of one body. */
const CELLS = { people: 100, scopes: 100, keys: KEYS.length }

async function matrix(served: Served, checks: Client, rounds: number): Promise<Result[]> {
  const { server, state, oracle } = served
  const scopes = scopePaths(state).slice(0, CELLS.scopes)
  const bodies = Array.from({ length: 8 }, (_, part) => {
    const people = state.members.slice(part * CELLS.people, (part + 1) * CELLS.people)
    return { principals: people.map(({ id }) => id), scopes, permissions: KEYS }
  })
  const requests = bodies.map((body) =>
    requestOf(`${PATH}/matrix`, headersOf(server.token), JSON.stringify(body)),
  )
  const many = await Client.open({ host: HOST, port: server.port, requests, connections: 2 })
  await many.once((request, body) => {
    const { allowed } = JSON.parse(body.toString()) as { readonly allowed: readonly (readonly string[])[] }
    for (const [person, principal] of bodies[request]!.principals.entries()) {
      for (const [place, scope] of scopes.entries()) {
        const wanted = KEYS.map((_, key) => (oracle.allows(principal, key, scope) ? '1' : '0')).join('')
        expectEqual(`cells of ${principal} @${scope}`, allowed[person]![place], wanted)
      }
    }
  })
  const each = CELLS.people * scopes.length * KEYS.length
  const measured = await takeTurns({ client: many, each }, { client: checks, each: 1 }, rounds)
  many.close()
  return [
    result(measured, {
      row: 'HTTP matrix, vs single, checks per second',
      bar: { atLeast: 200 },
      how: `${HOW}; ${each.toLocaleString('en')} answers in one body (${CELLS.people} people × ${scopes.length} scopes × ${KEYS.length} keys), on 2 connections`,
    }),
  ]
}

function result({ ours, peer, ratio }: Measured, { row, bar, how }: Row): Result {
  return { row, ours: perUnit(ours), peer: perUnit(peer), ratio, unit: '×', bar, how }
}

await answer(async ({ quick, of }: Options): Promise<Result[]> => {
  const served = await serve(quick ? 0.1 : 1, 20_000)
  const rounds = quick ? 3 : 31
  const checks = await checkClient(served, quick ? 2000 : 20_000)
  const results = await MEASURES[of]!(served, checks, rounds)
  checks.close()
  await served.server.end()
  return results
})
