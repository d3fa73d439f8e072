/** The whole house behind the door: a server on a real port with a real store, and an organization in it. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Config } from '../../src/config.ts'
import { type Client, createClient } from '../../src/contract/client.ts'
import { createLog } from '../../src/http/log.ts'
import { newPasswordHash } from '../../src/operations/account/new-password.ts'
import { createOrganization } from '../../src/operations/set-up/create-organization.ts'
import { type RunningServer, startServer } from '../../src/server.ts'

export const PASSWORD = 'seven unrelated words in a row'

export function configOf(store: Config['store'] | { readonly memory: true }): Config {
  return {
    store: store as Config['store'],
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
export async function openHouse(store?: Config['store'], linger = 0): Promise<House> {
  const directory = store === undefined ? mkdtempSync(join(tmpdir(), 'compartment-http-')) : undefined
  const config = configOf(store ?? { dataDirectory: directory! })
  const server = await startServer(config, { log: createLog('silent'), linger })
  const token = await firstAdmin(server.url, server.setupLink)
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

/** Sets up `acme` with a setup link. @returns the token of Ana, its first admin */
export async function firstAdmin(url: string, setupLink: string | undefined): Promise<string> {
  const body = {
    token: tokenOf(setupLink),
    organization: 'acme',
    email: 'ana@acme.example',
    password: PASSWORD,
    answer_as: 'token',
  } as const
  return (await createClient({ url }).setUp({ body })).token!
}

/** Of a link that was shown. */
export function tokenOf(link: string | undefined): string {
  return new URL(link ?? '').searchParams.get('token') ?? ''
}

/** Invites someone, accepts for them, and signs them in. */
export async function admit(
  house: House,
  email: string,
  role?: string,
): Promise<{ token: string; client: Client }> {
  const answer = await house.admin.inviteUser({
    organization: 'acme',
    body: { email, ...(role !== undefined && { role }) },
  })
  const link = 'invitation' in answer ? answer.invitation?.activation_url : undefined
  const body = { token: tokenOf(link), password: PASSWORD, answer_as: 'token' as const }
  const { token } = await createClient({ url: house.url }).activate({ body })
  return { token: token!, client: createClient({ url: house.url, token: token! }) }
}

/** Someone with an account of their own, an admin even, but in another organization, `beta`. @returns their token */
export async function stranger({ server, url }: House): Promise<string> {
  const { deps } = server
  const email = 'sam@beta.example'
  const account = {
    id: deps.newId('usr'),
    email,
    emailDisplay: email,
    name: 'Sam',
    type: 'user',
    passwordHash: await newPasswordHash(deps, PASSWORD, [email]),
    epoch: 0,
    createdAt: deps.clock(),
  } as const
  await createOrganization(deps, { name: 'beta', admins: [{ account, isNew: true }] })
  const body = { email, password: PASSWORD, answer_as: 'token' as const }
  return (await createClient({ url }).signIn({ body })).token!
}
