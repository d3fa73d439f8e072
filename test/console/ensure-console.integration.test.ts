/** The console is built once for each state of its sources, by whoever starts first. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ensureConsole } from '../../src/console/ensure.ts'
import { readConsole } from '../../src/http/console/files.ts'

const place = mkdtempSync(join(tmpdir(), 'compartment-console-'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

it('two starts at the same time end with one whole console; a third finds it and builds nothing', async () => {
  const told: string[] = []
  const options = { places: [place], building: () => void told.push('building') }
  const folders = await Promise.all([ensureConsole(options), ensureConsole(options)])
  expect(new Set(folders).size).toBe(1)
  expect(told).toHaveLength(2)
  expect(await ensureConsole(options)).toBe(folders[0])
  expect(told).toHaveLength(2)
  expect(readdirSync(place)).toHaveLength(1)
  const { page, assets } = readConsole(folders[0])
  const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path]) => path)
  expect(named.length).toBeGreaterThan(2)
  for (const path of named) expect(assets.has(path ?? ''), path).toBe(true)
  for (const [path, { type, br, gzip, plain }] of assets) {
    if (!/javascript|css/.test(type)) continue
    expect(Math.max(br!.length, gzip!.length), path).toBeLessThan(plain.length + 64)
  }
})

it('what was not finished is not taken for a console', async () => {
  const [name] = readdirSync(place)
  rmSync(join(place, name!), { recursive: true })
  mkdirSync(join(place, name!))
  const told: string[] = []
  const folder = await ensureConsole({ places: [place], building: () => void told.push('building') })
  expect(told).toEqual(['building'])
  expect(readConsole(folder).assets.size).toBeGreaterThan(5)
})
