/** The whole house behind the door: a server on a real port with a real store, and an organization in it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Client, createClient } from '../../src/contract/client.ts'
import type { Config } from '../../src/config.ts'
import { createLog } from '../../src/http/log.ts'
import { type RunningServer, startServer } from '../../src/server.ts'

export const PASSWORD = 'seven unrelated words in a row'

export function configOf(store: Config['store']): Config {
  return {
    store,
    host: '127.0.0.1',
    port: 0,
    publicUrl: undefined,
    secretKey: randomBytes(32),
    trustedProxies: [],
    metricsHost: '127.0.0.1',
    metricsPort: 0,
    logLevel: 'silent',
  }
}

export type House = {
  readonly server: RunningServer
  readonly url: string
  /** Of the first admin. */
  readonly token: string
  readonly admin: Client
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** @param store a data directory of its own where it is not given */
export async function openHouse(store?: Config['store']): Promise<House> {
  const directory = store === undefined ? mkdtempSync(join(tmpdir(), 'compartment-http-')) : undefined
  const config = configOf(store ?? { dataDirectory: directory! })
  const server = await startServer(config, { log: createLog('silent'), linger: 0 })
  const session = await createClient({ url: server.url }).setUp({
    body: { token: tokenOf(server.setupLink), organization: 'acme', email: 'ana@acme.example', password: PASSWORD, answer_as: 'token' },
  })
  const token = session.token!
  return {
    server,
    url: server.url,
    token,
    admin: createClient({ url: server.url, token }),
    [Symbol.asyncDispose]: async () => {
      await server.close()
      if (directory !== undefined) rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Of a link that was shown. */
export function tokenOf(link: string | undefined): string {
  return new URL(link ?? '').searchParams.get('token') ?? ''
}

/** Invites someone, accepts for them, and signs them in. */
export async function admit(house: House, email: string, role?: string): Promise<{ token: string; client: Client }> {
  const answer = await house.admin.inviteUser({ organization: 'acme', body: { email, ...(role !== undefined && { role }) } })
  const link = 'invitation' in answer ? answer.invitation?.activation_url : undefined
  const { token } = await createClient({ url: house.url }).activate({ body: { token: tokenOf(link), password: PASSWORD, answer_as: 'token' } })
  return { token: token!, client: createClient({ url: house.url, token: token! }) }
}
