/** A door between a replica and its PostgreSQL, which tests close in several ways. */

import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

export type Gate = {
  /** The database's address through this door. */
  readonly url: string
  /** Nothing goes through, and nobody is told: a network that has lost its packets. */
  readonly stall: () => void
  /** Whoever wants to listen for announcements is thrown out; everything else goes through. */
  readonly deafen: () => void
  /** Whoever is there is thrown out, and nobody comes in. */
  readonly cut: () => void
  /** As it was in the beginning; what was held up goes on. */
  readonly open: () => void
  /** How many are through. */
  readonly connections: () => number
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

type Pair = { readonly inner: Socket; readonly outer: Socket; listens: boolean }

export async function openGate(databaseUrl: string): Promise<Gate> {
  const target = placeOf(new URL(databaseUrl))
  let state: 'open' | 'stalled' | 'deaf' | 'cut' = 'open'
  const pairs = new Set<Pair>()
  const server = createServer((outer) => {
    if (state === 'cut') return void outer.destroy()
    const pair: Pair = { outer, inner: connect(target), listens: false }
    pairs.add(pair)
    const end = (): void => {
      pairs.delete(pair)
      outer.destroy()
      pair.inner.destroy()
    }
    for (const socket of [outer, pair.inner]) socket.on('error', end).on('close', end)
    outer.on('data', (data) => {
      pair.listens ||= data.includes('listen compartment')
      if (state === 'deaf' && pair.listens) return end()
      pair.inner.write(data)
    })
    pair.inner.on('data', (data) => outer.write(data))
    if (state === 'stalled') hold(pair, true)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = new URL(databaseUrl)
  url.search = ''
  url.hostname = '127.0.0.1'
  url.port = String((server.address() as AddressInfo).port)
  const throwOut = (which: (pair: Pair) => boolean): void => {
    for (const pair of [...pairs].filter(which)) pair.outer.destroy()
  }
  return {
    url: url.href,
    stall: () => {
      state = 'stalled'
      for (const pair of pairs) hold(pair, true)
    },
    deafen: () => {
      state = 'deaf'
      throwOut(({ listens }) => listens)
    },
    cut: () => {
      state = 'cut'
      throwOut(() => true)
    },
    open: () => {
      state = 'open'
      for (const pair of pairs) hold(pair, false)
    },
    connections: () => pairs.size,
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => server.close(resolve))
      throwOut(() => true)
      await closed
    },
  }
}

function hold({ inner, outer }: Pair, held: boolean): void {
  for (const socket of [inner, outer])
    if (held) socket.pause()
    else socket.resume()
}

function placeOf(url: URL): { path: string } | { host: string; port: number } {
  const folder = url.searchParams.get('host')
  const port = Number(url.port || 5432)
  return folder === null ? { host: url.hostname, port } : { path: `${folder}/.s.PGSQL.${port}` }
}
