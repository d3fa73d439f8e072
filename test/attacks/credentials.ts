/** Further things with which somebody gets in: personal tokens, and sessions of programs. */
import type { Person } from './camp.ts'
import type { Answer } from './message.ts'
import type { Siege } from './siege.ts'

export type Grant = { readonly role: string; readonly scope: string }

export const inDays = (siege: Siege, days: number): string =>
  new Date(siege.server.deps.clock() + days * 86_400_000).toISOString()

/** Whoever these headers let in, asks for their own account. */
export function accountBy(siege: Siege, headers: Record<string, string>): Promise<Answer> {
  return siege.send('GET', '/v1/account', { headers })
}

/** What a browser would send that has such cookies. */
export function cookie(...tokens: string[]): { cookie: string } {
  return { cookie: tokens.map((token) => `compartment=${token}`).join('; ') }
}

/** A personal token in `acme`. */
export async function tokenOf(
  siege: Siege,
  who: Pick<Person, 'token'>,
  grants: readonly Grant[],
): Promise<string> {
  const body = { name: 'theirs', grants, expires_at: inDays(siege, 30) }
  const { status, text, body: made } = await siege.ask(who, 'POST', '/tokens', body)
  if (status !== 201) throw new Error(text)
  return made.secret
}

/** A session of a program that they let in through the browser. */
export async function deviceSession(siege: Siege, who: Pick<Person, 'token'>): Promise<string> {
  const started = (await siege.send('POST', '/v1/device/start', { body: { client: 'cli' } })).body
  const { user_code } = started
  await siege.send('POST', '/v1/device/show', { as: who.token, body: { user_code } })
  await siege.send('POST', '/v1/device/decide', { as: who.token, body: { user_code, decision: 'approve' } })
  const { device_code } = started
  const { body, text } = await siege.send('POST', '/v1/device/token', { body: { device_code } })
  if (body.state !== 'approved') throw new Error(text)
  return body.token
}
