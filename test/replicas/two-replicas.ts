/** Two servers on one PostgreSQL, an organization `acme` and its first admin; the second behind a door of its own. */
import { randomBytes } from 'node:crypto'
import { type Client, createClient } from '../../src/contract/client.ts'
import { firstAdmin, PASSWORD, tokenOf } from '../http/house.ts'
import { type Gate, openGate } from './gate.ts'
import { type Replica, startReplica } from './replica.ts'

export type TwoReplicas = {
  readonly one: Replica
  readonly other: Replica
  /** Between the other and the database. */
  readonly gate: Gate
  /** Of the first admin. */
  readonly token: string
  /** The first admin's, at one. */
  readonly admin: Client
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export async function twoReplicas(databaseUrl: string): Promise<TwoReplicas> {
  const key = randomBytes(32)
  const gate = await openGate(databaseUrl)
  const [one, other] = await Promise.all([
    startReplica({ databaseUrl }, key),
    startReplica({ databaseUrl: gate.url }, key),
  ])
  // Each start without an admin prints a link of its own, and each replica takes either.
  const token = await firstAdmin(one.url, other.setupLink)
  return {
    one,
    other,
    gate,
    token,
    admin: createClient({ url: one.url, token }),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([one.kill(), other.kill()])
      await gate[Symbol.asyncDispose]()
    },
  }
}

export type Member = { readonly id: string; readonly email: string; readonly token: string }

/** Invites someone as the first admin and accepts for them. */
export async function member(
  { one, admin }: Pick<TwoReplicas, 'one' | 'admin'>,
  email: string,
  role?: string,
): Promise<Member> {
  const answer = await admin.inviteUser({
    organization: 'acme',
    body: { email, ...(role !== undefined && { role }) },
  })
  if (!('user' in answer)) throw new Error('a dry run')
  const body = {
    token: tokenOf(answer.invitation?.activation_url),
    password: PASSWORD,
    answer_as: 'token' as const,
  }
  const { token } = await createClient({ url: one.url }).activate({ body })
  return { id: answer.user.id, email, token: token! }
}

/** What a replica says: `allowed`, `denied`, or the code with which it refuses to say anything. */
export async function checkAt(
  { url }: Pick<Replica, 'url'>,
  token: string,
  check: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly verdict: string; readonly revision: string | null }> {
  const response = await fetch(`${url}/v1/organizations/acme/access/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(check),
  })
  const answer = (await response.json()) as { allowed?: boolean; code?: string }
  const verdict = response.ok ? (answer.allowed === true ? 'allowed' : 'denied') : String(answer.code)
  return { verdict, revision: response.headers.get('compartment-revision') }
}

/** Asks until the answer is this. @returns milliseconds it took */
export async function until(
  wanted: (verdict: string) => boolean,
  ask: () => Promise<string>,
): Promise<number> {
  const began = performance.now()
  for (;;) {
    if (wanted(await ask())) return performance.now() - began
    if (performance.now() - began > 15_000) throw new Error('what was waited for did not come')
  }
}
