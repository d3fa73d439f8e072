import { mkdtempSync, rmSync } from 'node:fs'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { heads, openStore, type StoreOptions, verifyJournal } from '../../src/store/store.ts'
import { batch, found, groupCreated } from './support/histories.ts'
import { POSTGRES } from './support/postgres-store.ts'
import { FILE, MEMORY } from './support/stores.ts'

type Cut = 'before' | 'after'

/** A door to the server that can be told to break at the next commit: before it is sent, or after it was done. */
class BreakingProxy implements AsyncDisposable {
  readonly url: string
  cut: Cut | undefined
  readonly #folder = mkdtempSync(join(tmpdir(), 'compartment-proxy-'))
  readonly #server: Server

  constructor(url: string) {
    const target = new URL(url)
    const behind = join(target.searchParams.get('host')!, '.s.PGSQL.5432')
    target.searchParams.set('host', this.#folder)
    this.url = target.href
    this.#server = createServer((near) => this.#connect(near, createConnection(behind)))
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(join(this.#folder, '.s.PGSQL.5432'), resolve))
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #connect(near: Socket, far: Socket): void {
    const end = (): void => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    near.on('data', (data) => (this.#breaks('before', data, 'commit\0') ? end() : far.write(data)))
    far.on('data', (data) => (this.#breaks('after', data, 'COMMIT\0') ? end() : near.write(data)))
  }

  #breaks(when: Cut, data: Buffer, word: string): boolean {
    if (this.cut !== when || !data.includes(word)) return false
    this.cut = undefined
    return true
  }
}

const CHANGE = { batches: [batch('org_1', 1, [groupCreated('grp_1')])] }

describe('a commit whose answer is lost', () => {
  test.each([
    { cut: 'before', outcome: 'not_committed', sequence: 1 },
    { cut: 'after', outcome: 'committed', sequence: 2 },
  ] as const)(
    'on PostgreSQL, cut $cut it was done, is found to be $outcome',
    async ({ cut, outcome, sequence }) => {
      await using place = await POSTGRES.fresh()
      await using proxy = await new BreakingProxy(
        (place.options as { databaseUrl: string }).databaseUrl,
      ).listen()
      const store = await openStore({ databaseUrl: proxy.url })
      await found(store)
      proxy.cut = cut
      expect(await store.commit(CHANGE)).toMatchObject({ outcome })
      expect((await heads(store))[0]).toMatchObject({ sequence })
      expect(await verifyJournal(store, 'org_1')).toMatchObject({ valid: true })
      proxy.cut = cut
      expect(
        await store.write([store.build.put('install', ['key'], { key: 'k', value: 'v' })]),
      ).toMatchObject({
        outcome: 'unknown',
      })
      await store.close()
    },
  )

  test.each([MEMORY, FILE, POSTGRES])(
    'on $name, never sent, is found not to be there, and the store goes on',
    async (kind) => {
      await using place = await kind.fresh()
      let armed = false
      const trace = (sql: string): void => {
        if (armed && sql === 'commit') throw new Error(`fault${(armed = false)}`)
      }
      const options: StoreOptions = { ...place.options, trace }
      const store = await openStore(options)
      await found(store)
      armed = true
      expect(await store.commit(CHANGE)).toMatchObject({ outcome: 'not_committed' })
      expect(await store.commit(CHANGE)).toMatchObject({ outcome: 'committed', heads: [{ sequence: 2 }] })
      await store.close()
    },
  )
})
