/** What a first visit loads, counted where it arrives: everything until the page can be used, fonts among it. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ADA, ConsoleHouse, signIn } from './console-house.ts'

const BUDGET = 250_000

let house: ConsoleHouse
beforeAll(async () => {
  house = await ConsoleHouse.inhabited()
})
afterAll(() => house?.close())

const SIZES = `performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'))
  .map(({ name, encodedBodySize }) => [name.replace(/.*assets./, ''), encodedBodySize])`

it('the first load is at most 250 kB as sent with gzip, and so is the way in to a tenant', async () => {
  const { page, close } = await house.visit()
  // A browser that does not take brotli: the larger of the two.
  await page.route('**/assets/**', (route) =>
    route.continue({ headers: { ...route.request().headers(), 'accept-encoding': 'gzip' } }),
  )
  const loaded = async (): Promise<number> => {
    await page.waitForLoadState('networkidle')
    const sizes = await page.evaluate<[string, number][]>(SIZES)
    return sizes.reduce((sum, [, size]) => sum + size, 0)
  }
  await page.goto(`${house.url}/sign-in`)
  await page.getByLabel('E-mail').waitFor()
  const first = await loaded()
  await signIn(page, ADA)
  await page.getByText('You are here as').waitFor()
  const inside = await loaded()
  process.stdout.write(`console: first load ${first} B gzipped, until inside a tenant ${inside} B\n`)
  expect(first).toBeGreaterThan(50_000)
  expect(first).toBeLessThanOrEqual(BUDGET)
  expect(inside).toBeLessThanOrEqual(BUDGET)
  await close()
})
