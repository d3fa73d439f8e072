/** W on disk, a server on it, and somebody in it who may ask about everybody. */
import { adminOf } from '../change-path.ts'
import { Oracle } from '../oracle.ts'
import { type Questions, questions } from '../questions.ts'
import { randomFrom } from '../random.ts'
import { seededStore, temporaryDirectory } from '../seeded-store.ts'
import { SEED, workload } from '../workload.ts'
import { ServerProcess } from './process.ts'

export const HOST = '127.0.0.1'
export const CONNECTIONS = 16
export const PATH = '/v1/organizations/acme/access'

export type Served = {
  readonly server: ServerProcess
  readonly oracle: Oracle
  readonly state: ReturnType<typeof workload>
  readonly asked: Questions
}

export async function serve(scale: number, count: number): Promise<Served> {
  const state = workload({ scale })
  const oracle = new Oracle(state)
  const root = adminOf(randomFrom(SEED + 5))
  const directory = temporaryDirectory()
  const store = await seededStore(directory, {
    ...state,
    members: [...state.members, root.member],
    assignments: [...state.assignments, root.assignment(state.organization.id)],
  })
  await store.close()
  const server = await ServerProcess.start('product-server.ts', directory, root.member.id)
  return { server, oracle, state, asked: questions(state, oracle, count) }
}
