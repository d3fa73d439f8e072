import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { openStore, type StoreOptions } from '../../src/store/store.ts'
import { found } from './support/histories.ts'
import { POSTGRES } from './support/postgres-store.ts'
import { FILE } from './support/stores.ts'
import { expectWhole } from './support/survivors.ts'

const WRITER = fileURLToPath(new URL('support/writer.ts', import.meta.url))
const ROUNDS = Number(process.env.KILLS ?? 25)

/** The process's lines until it ends. */
async function linesOf(child: ChildProcess, onFirst: () => void = () => {}): Promise<string[]> {
  let text = ''
  child.stdout!.on('data', (data: Buffer) => {
    if (text === '') onFirst()
    text += data.toString()
  })
  await once(child, 'close')
  return text.split('\n').slice(0, -1)
}

async function killWriter(options: StoreOptions, delay: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = await linesOf(child, () => setTimeout(() => child.kill('SIGKILL'), delay))
  expect(child.signalCode).toBe('SIGKILL')
  return Number(lines.at(-1)!.slice(1))
}

describe.each([FILE, POSTGRES])('$name', (kind) => {
  test(`AUD-10 a writer killed at any moment loses nothing acknowledged and leaves nothing half (${ROUNDS} kills)`, async () => {
    await using place = await kind.fresh()
    const store = await openStore(place.options)
    await found(store)
    await store.close()
    let writes = 0
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await killWriter(place.options, Math.random() * 40)
      const sequence = await expectWhole(place.options, acknowledged)
      expect(sequence - acknowledged).toBeLessThanOrEqual(2)
      writes = sequence
    }
    expect(writes).toBeGreaterThan(ROUNDS * 2)
  }, 300_000)
})

describe('a disk that refuses to write', () => {
  test('AUD-10 is answered as it is: what was said to be written is there, what was said not to be is not', async () => {
    await using place = await FILE.fresh()
    const store = await openStore(place.options)
    await found(store)
    await store.close()
    for (const kibibytes of [300, 310, 321, 333, 350, 400]) {
      const start = await expectWhole(place.options, 0)
      const command = `ulimit -f ${kibibytes + start * 4}; exec "$0" "$@"`
      const argv = ['-c', command, process.execPath, WRITER, JSON.stringify(place.options), '3']
      const lines = await linesOf(spawn('bash', argv, { stdio: ['ignore', 'pipe', 'inherit'] }))
      expect(lines.filter((line) => line.startsWith('!'))).toEqual([])
      const refused = lines.filter((line) => line.startsWith('-') || line.startsWith('?'))
      expect(refused.length).toBeGreaterThan(0)
      const acknowledged = Number(lines.findLast((line) => line.startsWith('+'))?.slice(1) ?? start)
      const sequence = await expectWhole(place.options, acknowledged)
      if (refused.every((line) => line.startsWith('-'))) expect(sequence).toBe(acknowledged)
    }
  }, 120_000)
})
