/** Requests that ask the questions of a workload, and the comparison of each answer with the oracle’s. */
import type { Questions } from '../questions.ts'
import { expectEqual, WrongAnswer } from '../row.ts'
import { Client, requestOf } from './client.ts'
import { CONNECTIONS, HOST, PATH, type Served } from './served.ts'

export const JSON_BODY = { 'content-type': 'application/json' }

export function headersOf(token: string): Record<string, string> {
  return { ...JSON_BODY, authorization: `Bearer ${token}` }
}

export function questionAt({ principals, permissions, scopes }: Questions, at: number) {
  return { principal: principals[at]!, permission: permissions[at]!, scope: scopes[at]! }
}

export function singles(asked: Questions, path: string, token: string, count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) =>
    requestOf(path, headersOf(token), JSON.stringify(questionAt(asked, at))),
  )
}

/** Consecutive questions, so many in each body. */
export function batches(
  asked: Questions,
  path: string,
  token: string,
  { count, size }: { count: number; size: number },
): Buffer[] {
  return Array.from({ length: count }, (_, batch) => {
    const checks = Array.from({ length: size }, (__, at) => questionAt(asked, batch * size + at))
    return requestOf(path, headersOf(token), JSON.stringify({ checks }))
  })
}

type Decision = { readonly allowed: boolean }

function expectAnswer(asked: Questions, at: number, body: Buffer): void {
  const { allowed } = JSON.parse(body.toString()) as Decision
  expectEqual(`question ${at}`, allowed, asked.allowed[at] === 1)
}

export function expectAnswers(asked: Questions, from: number, size: number, body: Buffer): void {
  const { decisions } = JSON.parse(body.toString()) as { readonly decisions: readonly Decision[] }
  if (decisions.length !== size) throw new WrongAnswer(`${decisions.length} answers to ${size} questions`)
  for (const [at, { allowed }] of decisions.entries()) {
    expectEqual(`question ${from + at}`, allowed, asked.allowed[from + at] === 1)
  }
}

/** Asks single checks; the answers to all of them are compared before they are timed. */
export async function checkClient({ server, asked }: Served, count: number): Promise<Client> {
  const requests = singles(asked, `${PATH}/check`, server.token, count)
  const client = await Client.open({ host: HOST, port: server.port, requests, connections: CONNECTIONS })
  await client.once((at, body) => expectAnswer(asked, at, body))
  return client
}
