/** Over HTTP against the Cerbos server: one check a request, and as many as a request takes on each side. */
import { CERBOS_PATH, startCerbos } from '../load/cerbos.ts'
import { Client, requestOf } from '../load/client.ts'
import { batches, checkClient, expectAnswers, JSON_BODY } from '../load/questions.ts'
import { CONNECTIONS, HOST, PATH, type Served, serve } from '../load/served.ts'
import { takeTurns } from '../load/turns.ts'
import { randomFrom } from '../random.ts'
import { answer, expectEqual, type Options, perUnit, type Result } from '../row.ts'
import { KEYS, SEED } from '../workload.ts'

const HOW = `both servers in processes of their own, ${CONNECTIONS} connections kept open, one request at a time on each`
const SCOPE =
  'it keeps no people: the benchmark found the scope that decides beforehand, off the clock, and sends the roles held there; ours is authenticated and finds all of it'

/** Questions in one request of ours. */
const OURS = 1000
/** Resources in one request of theirs, as its limit is set. */
const THEIRS = 50

type Question = {
  readonly person: string
  readonly roles: readonly string[]
  readonly checks: readonly Check[]
}
type Check = { readonly scope: string; readonly action: string; readonly allowed: boolean }

function bodyOf({ person, roles, checks }: Question): string {
  return JSON.stringify({
    requestId: 'bench',
    principal: { id: person, roles: roles.length === 0 ? ['none'] : roles },
    resources: checks.map(({ scope, action }) => ({
      resource: { kind: 'scope', id: scope },
      actions: [action],
    })),
  })
}

async function cerbosClient(
  port: number,
  questions: readonly Question[],
  connections: number,
): Promise<Client> {
  const requests = questions.map((question) => requestOf(CERBOS_PATH, JSON_BODY, bodyOf(question)))
  const client = await Client.open({ host: HOST, port, requests, connections })
  await client.once((request, body) => {
    const { results } = JSON.parse(body.toString()) as { results: { actions: Record<string, string> }[] }
    for (const [at, { action, scope, allowed }] of questions[request]!.checks.entries()) {
      const effect = results[at]?.actions[action]
      expectEqual(`cerbos on ${action} @${scope}`, effect, allowed ? 'EFFECT_ALLOW' : 'EFFECT_DENY')
    }
  })
  return client
}

/** One question each, as ours are asked. */
function singles({ asked, oracle }: Served, count: number): Question[] {
  return Array.from({ length: count }, (_, at) => {
    const [person, scope] = [asked.principals[at]!, asked.scopes[at]!]
    const check = { scope, action: asked.permissions[at]!, allowed: asked.allowed[at] === 1 }
    return { person, roles: oracle.rolesThatDecide(person, scope), checks: [check] }
  })
}

/** Many places of one person at which the same roles decide: all that one request of theirs can hold. */
function many({ state, oracle }: Served, count: number): Question[] {
  const random = randomFrom(SEED + 6)
  const questions: Question[] = []
  while (questions.length < count) {
    const { id: person } = random.pick(state.members)
    const root = state.organization.id
    const places = state.environments.filter(({ id }) => oracle.decidingScope(person, id) === root)
    if (places.length === 0) continue
    const checks = Array.from({ length: THEIRS }, (_, at): Check => {
      const { id } = random.pick(places)
      const key = random.below(KEYS.length)
      return { scope: `${id}-${at}`, action: KEYS[key]!, allowed: oracle.allows(person, key, root) }
    })
    questions.push({ person, roles: oracle.rolesThatDecide(person, root), checks })
  }
  return questions
}

await answer(async ({ quick }: Options): Promise<Result[]> => {
  const served = await serve(quick ? 0.1 : 1, 20_000)
  const { server, asked, state } = served
  const cerbos = await startCerbos(state)
  const rounds = quick ? 3 : 11
  const ours = await checkClient(served, 5000)
  const theirs = await cerbosClient(cerbos.port, singles(served, 2000), CONNECTIONS)
  const single = await takeTurns({ client: ours, each: 1 }, { client: theirs, each: 1 }, rounds)
  const requests = batches(asked, `${PATH}/batch`, server.token, { count: asked.count / OURS, size: OURS })
  const batch = await Client.open({ host: HOST, port: server.port, requests, connections: 4 })
  await batch.once((at, body) => expectAnswers(asked, at * OURS, OURS, body))
  const theirMany = await cerbosClient(cerbos.port, many(served, 200), 4)
  const batched = await takeTurns({ client: batch, each: OURS }, { client: theirMany, each: THEIRS }, rounds)
  for (const client of [ours, theirs, batch, theirMany]) client.close()
  await cerbos.end()
  await server.end()
  return [
    {
      row: 'HTTP check, vs Cerbos, single',
      ours: perUnit(single.ours),
      peer: perUnit(single.peer),
      ratio: single.ratio,
      unit: '×',
      bar: { atLeast: 12 },
      how: `${HOW}; ${SCOPE}`,
    },
    {
      row: 'HTTP checks, vs Cerbos, batches',
      ours: perUnit(batched.ours),
      peer: perUnit(batched.peer),
      ratio: batched.ratio,
      unit: '×',
      bar: { atLeast: 100 },
      how: `${HOW.replace(String(CONNECTIONS), '4')}; ours ${OURS.toLocaleString('en')} questions about anybody in a request, theirs ${THEIRS} places of one person with the same roles, which is what one takes; ${SCOPE}`,
    },
  ]
})
