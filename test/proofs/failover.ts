/**
 * R14: the primary is killed while people write, the standby is promoted, and the server finds it by itself. Whatever was
 * acknowledged is there, nothing is answered from a memory that cannot be confirmed, and writing goes on soon.
 */
import { randomBytes } from 'node:crypto'
import { createClient, Refused } from '../../src/contract/client.ts'
import { loadState, openStore, organizationNamed } from '../../src/store/store.ts'
import { PASSWORD, tokenOf } from '../http/house.ts'
import { brokenIn } from '../races/whole.ts'
import { startReplica } from '../replicas/replica.ts'
import { startPair } from '../support/postgres-pair.ts'

export type FailedOver = {
  readonly acknowledged: number
  readonly unannounced: number
  /** From the end of the promotion to the first acknowledged change, in milliseconds. */
  readonly outage: number
  /** From the death of the primary, whose detection and promotion is not the server's, in milliseconds. */
  readonly sinceDeath: number
}

const organization = 'acme'
const WRITERS = 4

/** @param pause milliseconds between the death of the primary and the promotion */
export async function failOver(pause: number): Promise<FailedOver> {
  const pair = await startPair()
  const server = await startReplica({ databaseUrl: pair.url }, randomBytes(32))
  try {
    const session = await createClient({ url: server.url }).setUp({
      body: {
        token: tokenOf(server.setupLink),
        organization,
        email: 'ana@acme.example',
        password: PASSWORD,
        answer_as: 'token',
      },
    })
    const client = createClient({ url: server.url, token: session.token! })
    const made = new Map<string, number>()
    const stop = { now: false }
    const write = async (prefix: string): Promise<void> => {
      for (let count = 0; !stop.now; count++) {
        const name = `${prefix}-${count}`
        try {
          await client.createGroup({ organization, body: { name } })
          made.set(name, performance.now())
        } catch (error) {
          if (error instanceof Refused && error.problem.status < 500) throw error
          await new Promise((resolve) => setTimeout(resolve, 20))
        }
      }
    }
    const writers = Array.from({ length: WRITERS }, (_, at) => write(`w${at}`))
    await wait(500)
    pair.killPrimary()
    const died = performance.now()
    await wait(pause)
    if (pause > 2000) await expectNothingFromMemory(server.url, session.token!)
    pair.promote()
    const promoted = performance.now()
    const revived = pair.reviveOld()
    let first: number | undefined
    while (first === undefined) {
      if (performance.now() - promoted > 30_000)
        throw new Error('no change was acknowledged after the promotion')
      await wait(10)
      first = [...made.values()].find((at) => at > promoted)
    }
    // The old primary takes writes, too; none may go there.
    await revived
    await wait(1000)
    stop.now = true
    await Promise.all(writers)
    const unannounced = await compare(pair.url, new Set(made.keys()))
    return { acknowledged: made.size, unannounced, outage: first - promoted, sinceDeath: first - died }
  } finally {
    await server.kill()
    pair.stop()
  }
}

async function wait(milliseconds: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function expectNothingFromMemory(url: string, token: string): Promise<void> {
  const response = await fetch(`${url}/v1/organizations/acme/access/check`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      principal: 'ana@acme.example',
      permission: 'project.read',
      scope: 'organization',
    }),
  })
  if (response.status !== 503)
    throw new Error(`a check without a database was answered with ${response.status}`)
}

/** Looked up where the standby was promoted, by its own address. */
async function compare(url: string, made: ReadonlySet<string>): Promise<number> {
  const next = new URL(url)
  next.searchParams.set('host', next.searchParams.get('host')!.split(',')[1]!)
  next.searchParams.set('port', next.searchParams.get('port')!.split(',')[1]!)
  const store = await openStore({ databaseUrl: next.href })
  try {
    const { id } = (await organizationNamed(store, organization))!
    const broken = await brokenIn(store, id)
    if (broken !== undefined) throw new Error(broken)
    const names = new Set((await loadState(store, id))!.groups.map(({ name }) => name))
    const lost = [...made].filter((name) => !names.has(name))
    if (lost.length > 0) throw new Error(`acknowledged and lost: ${lost.join(', ')}`)
    return names.size - made.size
  } finally {
    await store.close()
  }
}
